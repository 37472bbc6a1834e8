import type { TestingLibraryMatchers } from '@testing-library/jest-dom/matchers';

// jest-dom's own Vitest types do not merge with those of Vitest 5: https://github.com/testing-library/jest-dom/issues/738
declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> extends TestingLibraryMatchers<
    T,
    R
  > {}
}
