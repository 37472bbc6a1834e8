/**
 * Asks the browser not to remove what is stored here when space runs short. It may answer by itself or ask the person; where it cannot
 * be asked (plain http) nothing happens. Never rejects.
 *
 * @returns whether it will be kept, as far as that is known.
 * @see docs/spec.md P19
 */
export async function askToPersist(
  storage: Pick<StorageManager, 'persist' | 'persisted'> | undefined = navigator.storage,
): Promise<boolean> {
  try {
    return storage !== undefined && ((await storage.persisted()) || (await storage.persist()));
  } catch {
    // Refused by a policy: the chats are kept as long as there is space.
    return false;
  }
}
