/** What is seldom made of a conversation, and fetched then. */
export { newBranch } from './newBranch.ts';
export { newEditedAnswer } from './newEditedAnswer.ts';
