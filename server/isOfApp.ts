/** Whether a path is one of those that tell whether the server lives. */
export function isHealthCheck(path: string): boolean {
  return path === '/healthz' || path === '/readyz';
}

/** Whether the core answers a path; everything else is the page and its files. */
export function isOfApp(path: string): boolean {
  return path === '/api' || path.startsWith('/api/') || isHealthCheck(path);
}
