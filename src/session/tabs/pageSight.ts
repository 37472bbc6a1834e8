/** Whether somebody can see a page. */
export interface PageSight {
  isVisible(): boolean;
  /** Calls `listener` after every change until the returned function is called. */
  onChange(listener: () => void): () => void;
}

/** The page that this runs in. */
export const pageSight: PageSight = {
  isVisible: () => document.visibilityState === 'visible',
  onChange(listener) {
    document.addEventListener('visibilitychange', listener);
    return () => document.removeEventListener('visibilitychange', listener);
  },
};
