/**
 * Names the optional packages that the lock file mentions but has no entry for. `npm install` leaves such packages out without a
 * word when the registry does not have them yet, and `npm ci` then refuses the lock file in a fresh clone.
 * @param lockText the text of a package-lock.json, lockfileVersion 3
 * @throws {Error} when the text is no such lock file.
 * @see https://github.com/npm/cli/issues/9342
 */
export function missingFromLock(lockText: string): string[] {
  const packages = packagesOf(JSON.parse(lockText));
  const missing = new Set<string>();
  for (const [path, entry] of packages) {
    for (const name of Object.keys(entry.optionalDependencies ?? {})) {
      if (!placesOf(path, name).some((place) => packages.has(place))) missing.add(name);
    }
  }
  return [...missing].toSorted();
}

interface LockEntry {
  optionalDependencies?: object;
}

/** Where Node would look for a package from inside another one: its own node_modules first, then outwards. */
function placesOf(path: string, name: string): string[] {
  const places: string[] = [];
  let directory = path;
  for (;;) {
    places.push(`${directory === '' ? '' : `${directory}/`}node_modules/${name}`);
    if (directory === '') return places;
    const parent = directory.lastIndexOf('/node_modules/');
    directory = parent < 0 ? '' : directory.slice(0, parent);
  }
}

function packagesOf(lock: unknown): Map<string, LockEntry> {
  if (typeof lock !== 'object' || lock === null || !('packages' in lock)) {
    throw new Error('package-lock.json has no "packages".');
  }
  const { packages } = lock;
  if (typeof packages !== 'object' || packages === null) throw new Error('package-lock.json has no "packages".');
  return new Map(Object.entries(packages).map(([path, entry]) => [path, lockEntryOf(entry)]));
}

function lockEntryOf(value: unknown): LockEntry {
  if (typeof value !== 'object' || value === null || !('optionalDependencies' in value)) return {};
  const { optionalDependencies } = value;
  return typeof optionalDependencies === 'object' && optionalDependencies !== null ? { optionalDependencies } : {};
}
