/** How many tokens a conversation and its reply may have together. The model was trained on 192 and holds out about so long. */
export const WINDOW_TOKENS = 400;

/** How many of them the prompt may take, so that the reply has room. */
export const PROMPT_TOKENS = 240;

/** How many tokens a reply has at most unless the request says otherwise. */
export const REPLY_TOKENS = 300;
