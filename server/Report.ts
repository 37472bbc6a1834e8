/** Takes one line about what went wrong, for whoever runs the server: never a message's words, never a key. */
export type Report = (line: string) => void;

/** What reports go to unless something else is given: nowhere. */
export const noReport: Report = () => undefined;
