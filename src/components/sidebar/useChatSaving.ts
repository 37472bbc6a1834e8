import type { Conversation } from '../../conversation/Conversation.ts';
import { downloadFile } from '../../hooks/downloadFile.ts';
import { useSession, type Archiving, type ChatFormat } from '../../hooks/useSession.ts';

type SavedAs = ChatFormat | 'html';

const ENDINGS: Readonly<Record<SavedAs, string>> = { markdown: 'md', json: 'json', html: 'html' };

/** What saves a chat as a file, named after its title. It rejects where the code for it cannot be had. */
export function useChatSaving({ id, title }: Conversation): (as: SavedAs) => Promise<void> {
  const session = useSession();
  return async (as) => {
    const archiving = await session.loadArchiving();
    const file = as === 'html' ? await drawn(archiving, id) : await archiving.saveChat(id, as);
    downloadFile(file, `${title}.${ENDINGS[as]}`);
  };
}

async function drawn(archiving: Archiving, id: Conversation['id']): Promise<Blob> {
  const [turns, { drawChatPage }] = await Promise.all([archiving.readChat(id), import('../data/drawChatPage.tsx')]);
  return drawChatPage(turns);
}
