import { modelIn } from '../store/selectors.ts';
import { useChat } from './useChat.ts';

/** A model as a person reads it. */
export interface ModelName {
  readonly name: string;
  /** Whether it is a built-in model, which only shows how things work. */
  readonly demo: boolean;
}

/** The name of a model by its id, also when no catalogue holds it any more. */
export function useModelName(modelId: string, fallback = modelId): ModelName {
  const model = useChat((state) => modelIn(state.catalog, modelId));
  if (model) return { name: model.name, demo: model.demo === true };
  return { name: fallback.slice(fallback.indexOf('/') + 1), demo: modelId.startsWith('built-in/') };
}
