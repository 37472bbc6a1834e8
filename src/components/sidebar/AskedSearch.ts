/** A search of all chats that was asked for, with what is typed into it at first. Another object asks anew. */
export interface AskedSearch {
  readonly query: string;
}
