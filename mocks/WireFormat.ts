import type { ReplyErrorBody } from '../protocol/errors.ts';
import type { Frame } from './Answer.ts';
import type { Script } from './script.ts';

/** A way to say a script on the wire: ours to the browser (`replyFrames.ts`), or a model's to us (`chatFrames.ts`). */
export interface WireFormat {
  readonly name: 'reply' | 'chat';
  /** The header fields of a stream, by lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** The frames of a script, one `body` frame for each content step. */
  frames(script: Script): readonly Frame[];
  /** The body of an answer with an error status. */
  errorBody(error: ReplyErrorBody): string;
  /** The body of a whole answer to one who asked for a stream, as some gateways send it. */
  wholeBody(script: Script): string;
}
