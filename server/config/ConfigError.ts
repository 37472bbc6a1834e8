/** A setting that cannot be used: says which one and what is expected there. Its message never holds the value, which may be a secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  /** What must be mended: an environment variable, a path in the settings file such as `providers[0].baseUrl`, or nothing when it is the file as a whole. */
  readonly setting: string;

  constructor(setting: string, problem: string) {
    super(setting === '' ? problem : `${setting}: ${problem}`);
    this.setting = setting;
  }
}
