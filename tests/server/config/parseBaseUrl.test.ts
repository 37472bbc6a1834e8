import { expect, test } from 'vitest';
import { BaseUrlError, parseBaseUrl } from '../../../server/config/parseBaseUrl.ts';

test.each([
  ['https://api.openai.com', 'https://api.openai.com/v1'],
  ['https://api.openai.com/', 'https://api.openai.com/v1'],
  ['https://api.openai.com/v1', 'https://api.openai.com/v1'],
  ['https://api.openai.com/v1/', 'https://api.openai.com/v1'],
  [' HTTP://LocalHost:11434/v1// ', 'http://localhost:11434/v1'],
  ['http://[::1]:8080', 'http://[::1]:8080/v1'],
  ['https://openrouter.ai/api/v1', 'https://openrouter.ai/api/v1'],
  ['https://example.com/v1beta/openai/', 'https://example.com/v1beta/openai'],
  ['https://example.com/v1/chat/completions', 'https://example.com/v1'],
])('[H2] %s is %s', (text, expected) => {
  expect(parseBaseUrl(text)).toBe(expected);
});

test.each([
  ['', /http:\/\/ or https:\/\//],
  ['marker.example.com/v1', /http:\/\/ or https:\/\//],
  ['localhost:8080', /http:\/\/ or https:\/\//],
  ['file:///etc/marker', /http:\/\/ or https:\/\//],
  ['https://marker@example.com', /user name/],
  ['https://a:marker@example.com', /user name/],
  ['https://example.com/v1?key=marker', /"\?"/],
  ['https://example.com/v1#marker', /"#"/],
])('[H2] "%s" is refused without being repeated', (text, words) => {
  const attempt = (): unknown => parseBaseUrl(text);
  expect(attempt).toThrow(BaseUrlError);
  expect(attempt).toThrow(words);
  expect(attempt).not.toThrow(/marker/);
});
