import { GgufError } from './GgufError.ts';
import type { Gguf, GgufValue } from './readGguf.ts';

/** Typed access to the metadata that a model cannot do without. Every method throws `GgufError` (`wrong-model`) when there is no such value. */
export interface MetadataReader {
  text(key: string): string;
  number(key: string): number;
  /** A whole number from 1 on. */
  count(key: string): number;
  texts(key: string): readonly string[];
  numbers(key: string): readonly number[];
}

/** A reader for the metadata of `gguf`. */
export function readMetadata(gguf: Gguf): MetadataReader {
  function demand<Value extends GgufValue>(
    key: string,
    kind: string,
    accept: (value: GgufValue) => value is Value,
  ): Value {
    const value = gguf.metadata.get(key);
    if (value === undefined || !accept(value)) {
      throw new GgufError('wrong-model', `The model file has no ${kind} "${key}".`);
    }
    return value;
  }

  return {
    text: (key) => demand(key, 'text', (value) => typeof value === 'string'),
    number: (key) => demand(key, 'number', isFiniteNumber),
    count: (key) => demand(key, 'positive count', isCount),
    texts: (key) => demand(key, 'list of texts', isTexts),
    numbers: (key) => demand(key, 'list of numbers', isNumbers),
  };
}

function isFiniteNumber(value: GgufValue): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isCount(value: GgufValue): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0;
}

function isTexts(value: GgufValue): value is readonly string[] {
  return typeof value === 'object' && value.every((item) => typeof item === 'string');
}

function isNumbers(value: GgufValue): value is readonly number[] {
  return typeof value === 'object' && value.every((item) => typeof item === 'number');
}
