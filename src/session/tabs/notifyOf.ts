import { messageLink } from '../../conversation/messageLink.ts';
import { textOf } from '../../conversation/Message.ts';
import type { Notify } from '../../settings/settings.ts';
import type { EndedReply } from '../../store/selectors.ts';
import { say } from '../../words/say.ts';

/** So many characters of a reply are shown where that was asked for. */
const SHOWN_CHARACTERS = 120;

/**
 * Has the device show that a reply is ready. Of the reply it says nothing unless that was asked for: others may see the screen. A click
 * leads to the chat.
 *
 * @see https://notifications.spec.whatwg.org/
 */
export function notifyOf(ended: EndedReply & { readonly title: string }, notify: Exclude<Notify, 'off'>): void {
  // Over plain http there are none.
  if (typeof Notification !== 'function' || Notification.permission !== 'granted') return;
  const body = notify === 'withText' ? [ended.title, beginning(textOf(ended.message))].join('\n') : '';
  try {
    const notification = new Notification(say('A reply is ready'), { body, tag: ended.replyId });
    notification.addEventListener('click', () => {
      notification.close();
      window.focus();
      history.pushState(null, '', messageLink(ended.conversationId));
      // The page hears of it as it does of a step back.
      dispatchEvent(new PopStateEvent('popstate'));
    });
  } catch (error) {
    // A phone's browser lets only a service worker show them.
    console.info('The browser shows no notifications.', error);
  }
}

function beginning(text: string): string {
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  const line = text.slice(0, 1000).replaceAll(/\s+/g, ' ').trim();
  const characters = Array.from(segmenter.segment(line), ({ segment }) => segment);
  return characters.length <= SHOWN_CHARACTERS ? line : `${characters.slice(0, SHOWN_CHARACTERS).join('')}…`;
}
