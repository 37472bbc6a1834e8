/** The class of an empty element in place of what is drawn in a later slice. */
export const WAITING = 'md-waiting';
