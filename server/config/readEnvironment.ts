import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { ConfigError } from './ConfigError.ts';
import { isHeaderValue } from './isHeaderValue.ts';
import { BaseUrlError, parseBaseUrl } from './parseBaseUrl.ts';

/** The process's environment variables, by name. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** An OpenAI-compatible API that the environment names. */
export interface OpenAiEnvironment {
  readonly baseUrl: string;
  /** The empty string when there is none. */
  readonly key: string;
  /** The model that comes first, when one is named. */
  readonly model?: string;
}

/** What the environment says, read once when the server starts. */
export interface Environment {
  /** Present when `OPENAI_API_KEY` or `OPENAI_BASE_URL` is set. */
  readonly openai?: OpenAiEnvironment;
  /** `PORT`; 3210 unless set. 0 takes any free port. */
  readonly port: number;
  /** `HOST`: the address to listen on; 127.0.0.1 unless set. */
  readonly host: string;
  /** `RIVULET_TOKEN`: what a browser must show once. */
  readonly token?: string;
  readonly settings: {
    /** Absolute. `rivulet.config.json` in the working directory unless `RIVULET_CONFIG` names another. */
    readonly path: string;
    /** Whether `RIVULET_CONFIG` names it, so that it should exist. */
    readonly named: boolean;
  };
  /** `RIVULET_DATA`: the folder for what must outlive the process, absolute; `.rivulet` in the working directory unless set. */
  readonly dataFolder: string;
  /** Whether to look for model servers on this machine. `RIVULET_DISCOVERY=off` switches it off. */
  readonly discovery: boolean;
  /** Every variable, for the settings file's `apiKeyEnv`. */
  readonly variables: Variables;
}

const DEFAULT_PORT = 3210;
const DEFAULT_HOST = '127.0.0.1';
const DEFAULT_SETTINGS_FILE = 'rivulet.config.json';
const DEFAULT_DATA_FOLDER = '.rivulet';
const DEFAULT_OPENAI_URL = 'https://api.openai.com/v1';

/**
 * Parses the environment. An empty variable counts as unset.
 *
 * @throws {ConfigError} naming the variable that cannot be used; never repeats a value.
 * @see docs/spec.md H1
 */
export function readEnvironment(variables: Variables, workingDirectory: string): Environment {
  const openai = readOpenAi(variables);
  const token = readToken(variables);
  const named = valueOf(variables, 'RIVULET_CONFIG');
  return {
    ...(openai ? { openai } : {}),
    port: readPort(variables),
    host: readHost(variables),
    ...(token === undefined ? {} : { token }),
    settings: { path: resolve(workingDirectory, named ?? DEFAULT_SETTINGS_FILE), named: named !== undefined },
    dataFolder: resolve(workingDirectory, valueOf(variables, 'RIVULET_DATA') ?? DEFAULT_DATA_FOLDER),
    discovery: readDiscovery(variables),
    variables,
  };
}

function valueOf(variables: Variables, name: string): string | undefined {
  const value = variables[name]?.trim();
  return value === '' ? undefined : value;
}

function readOpenAi(variables: Variables): OpenAiEnvironment | undefined {
  const key = valueOf(variables, 'OPENAI_API_KEY');
  const address = valueOf(variables, 'OPENAI_BASE_URL');
  if (key === undefined && address === undefined) return undefined;
  if (key !== undefined && !isHeaderValue(key)) {
    throw new ConfigError('OPENAI_API_KEY', 'expected letters, digits and signs of ASCII without spaces.');
  }
  const model = valueOf(variables, 'OPENAI_MODEL');
  return {
    baseUrl: address === undefined ? DEFAULT_OPENAI_URL : readBaseUrl(address),
    key: key ?? '',
    ...(model === undefined ? {} : { model }),
  };
}

function readBaseUrl(address: string): string {
  try {
    return parseBaseUrl(address);
  } catch (error) {
    if (error instanceof BaseUrlError) throw new ConfigError('OPENAI_BASE_URL', error.message);
    throw error;
  }
}

function readPort(variables: Variables): number {
  const text = valueOf(variables, 'PORT') ?? String(DEFAULT_PORT);
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw new ConfigError('PORT', 'expected a number from 0 to 65535, such as 3210; 0 takes any free port.');
}

/** `localhost` can mean two addresses, and the page lives on one origin: it is 127.0.0.1 here. */
function readHost(variables: Variables): string {
  const host = (valueOf(variables, 'HOST') ?? DEFAULT_HOST).toLowerCase().replace(/^\[(.*)\]$/, '$1');
  if (host === 'localhost') return DEFAULT_HOST;
  if (isIP(host) !== 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(host)) return host;
  throw new ConfigError('HOST', 'expected an address to listen on, such as 127.0.0.1 or 0.0.0.0, without a port.');
}

function readToken(variables: Variables): string | undefined {
  const token = valueOf(variables, 'RIVULET_TOKEN');
  // What a cookie's value may hold: https://www.rfc-editor.org/rfc/rfc6265#section-4.1.1
  if (token === undefined || /^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]+$/.test(token)) return token;
  throw new ConfigError(
    'RIVULET_TOKEN',
    'expected letters, digits and signs of ASCII, without spaces and none of " , ; \\',
  );
}

function readDiscovery(variables: Variables): boolean {
  const text = valueOf(variables, 'RIVULET_DISCOVERY')?.toLowerCase();
  if (text === undefined || text === 'on') return true;
  if (text === 'off') return false;
  throw new ConfigError('RIVULET_DISCOVERY', 'expected "on" or "off".');
}
