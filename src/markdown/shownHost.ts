/**
 * The host to show beside a link, in ASCII, when its text could mislead: the text names another host, the host has letters outside
 * ASCII, or the address carries a user name before the host. For mail the whole address is shown.
 * @returns `undefined` if the link's text tells the truth already.
 * @see docs/spec.md M6
 */
export function shownHost(target: URL, text: string): string | undefined {
  const mail = target.protocol === 'mailto:';
  const host = mail ? target.pathname.slice(target.pathname.lastIndexOf('@') + 1).toLowerCase() : target.hostname;
  const disguised = target.username !== '' || target.password !== '' || /(?:^|\.)xn--/.test(host);
  if (!disguised && hostsIn(text).every((named) => withoutWww(named) === withoutWww(host))) return undefined;
  return mail ? target.pathname : host;
}

const namesHost = /^(?:[a-z][a-z\d+.-]*:\/\/\S+|(?:\S+@)?(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}(?:[:/?#]\S*)?)$/iu;

/** A host is in the first characters of a word; the rest of it is not worth the time. */
const longestWord = 300;

/** The hosts that words of the text name, as the URL parser understands them. */
function hostsIn(text: string): string[] {
  const words = text.replaceAll(/\p{Default_Ignorable_Code_Point}/gu, '').split(/\s+/);
  return words.flatMap((word) => {
    const bare = word
      .slice(0, longestWord)
      .replace(/^[("'“‘[<]+/, '')
      .replace(/[.,;:!?)"'”’\]>]+$/, '');
    if (!namesHost.test(bare)) return [];
    const address = bare.includes('://') ? bare : `https://${bare}`;
    return URL.canParse(address) ? [new URL(address).hostname] : [bare];
  });
}

function withoutWww(host: string): string {
  return host.replace(/^www\./, '');
}
