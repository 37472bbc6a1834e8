import { pickLanguage } from './pickLanguage.ts';
import { speak } from './say.ts';

/**
 * Has the page in the language that was chosen or that the device asks for, before anything is drawn. Where its texts cannot be fetched it
 * stays in English.
 *
 * @param chosen a BCP 47 tag, or `system`
 * @see docs/spec.md U91
 */
export async function speakLanguage(chosen: string): Promise<void> {
  const { tag, direction, load } = pickLanguage(chosen, navigator.languages);
  if (load === undefined) return;
  try {
    const { default: messages } = await load();
    speak(tag, messages);
    Object.assign(document.documentElement, { lang: tag, dir: direction });
  } catch (error) {
    console.error(`The texts of ${tag} could not be fetched.`, error);
  }
}
