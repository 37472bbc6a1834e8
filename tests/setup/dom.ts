import * as matchers from '@testing-library/jest-dom/matchers';
import { cleanup, configure } from '@testing-library/react';
import { afterEach, expect } from 'vitest';
import './platform.ts';

expect.extend(matchers);

// On a busy machine a reply takes longer than the default second to appear.
configure({ asyncUtilTimeout: 10_000 });

afterEach(cleanup);
