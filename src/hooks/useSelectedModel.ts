import { preselectedModelId } from '../store/selectors.ts';
import { useChat } from './useChat.ts';
import { useModelName } from './useModelName.ts';
import { useSettings } from './useSettings.ts';

/** The model that will answer the next question. */
export interface SelectedModel {
  /** `undefined` while there is none to choose. */
  readonly id: string | undefined;
  readonly name: string | undefined;
  readonly select: (modelId: string) => void;
}

/** The model that answers next, and the way to choose another. */
export function useSelectedModel(): SelectedModel {
  const [settings, change] = useSettings();
  const catalog = useChat((state) => (state.catalog.status === 'loading' ? undefined : state.catalog.catalog));
  const id = catalog && preselectedModelId(catalog, settings.modelId);
  const { name } = useModelName(id ?? '');
  return { id, name: id === undefined ? undefined : name, select: (modelId) => change({ modelId }) };
}
