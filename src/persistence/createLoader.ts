/**
 * Gives what `load` gives, always the same, begun with the first call. Where that fails, as code that the server does not give, the call
 * rejects and the next one tries again.
 */
export function createLoader<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  const begin = async (): Promise<T> => {
    try {
      return await load();
    } catch (error) {
      loading = undefined;
      throw error;
    }
  };
  return () => (loading ??= begin());
}
