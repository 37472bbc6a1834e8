import { describe, expect, test } from 'vitest';
import { linkTarget } from '../../src/markdown/linkTarget.ts';
import { shownHost } from '../../src/markdown/shownHost.ts';

describe('an address', () => {
  test.each(['https://a.example/x?y#z', 'HTTP://a.example', 'mailto:a@b.example', 'https:/one.slash.example'])(
    '[M5] that is absolute and of the web or mail may be followed: %s',
    (address) => {
      expect(linkTarget(address)?.protocol).toMatch(/^(?:https?|mailto):$/);
    },
  );

  test.each([
    '',
    '#top',
    '/settings',
    './x.md',
    '//host.example/x',
    'www.a.example',
    'javascript:alert(1)',
    'java\tscript:alert(1)',
    ' JaVaScRiPt:alert(1)',
    'data:text/html,x',
    'blob:http://localhost/1',
    'file:///etc/passwd',
    'vscode://x',
    'ftp://a.example',
  ])('[M5] that is anything else may not: %j', (address) => {
    expect(linkTarget(address)).toBeUndefined();
  });
});

describe('the host beside a link', () => {
  const shown = (address: string, text: string) => shownHost(new URL(address), text);

  test.each([
    ['https://evil.example/x', 'paypal.com', 'evil.example'],
    ['https://evil.example/x', 'Go to https://paypal.com/login now', 'evil.example'],
    ['https://evil.example', 'pay\u200Bpal.com', 'evil.example'],
    ['https://evil.example', '(see www.paypal.com).', 'evil.example'],
    ['https://github.com@evil.example/x', 'the code', 'evil.example'],
    ['https://аррӏе.com', 'https://аррӏе.com', 'xn--80ak6aa92e.com'],
    ['mailto:thief@evil.example', 'help@paypal.com', 'thief@evil.example'],
  ])('[M6] is shown where the text could mislead: %s as %s', (address, text, host) => {
    expect(shown(address, text)).toBe(host);
  });

  test.each([
    ['https://a.example/x', 'the documentation'],
    ['https://a.example/x', 'a.example'],
    ['https://www.a.example/x', 'https://a.example/other'],
    ['https://a.example/x', 'Version 2.0 (e.g. 1.5)'],
    ['mailto:help@a.example', 'help@a.example'],
  ])('[M6] is not shown where the text tells the truth: %s as %s', (address, text) => {
    expect(shown(address, text)).toBeUndefined();
  });
});
