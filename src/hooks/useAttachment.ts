import { useEffect, useState } from 'react';
import type { AttachmentPart } from '../../protocol/parts.ts';
import { plainName } from '../conversation/plainName.ts';
import { downloadFile } from './downloadFile.ts';
import { useSession, type ChatSession } from './useSession.ts';

/** What is seen of an attachment. */
export interface AttachmentView {
  /** Its name, fit to be shown. */
  readonly name: string;
  /** The address of the picture that it is; `undefined` for other files, and until it is read. */
  readonly picture: string | undefined;
  /** What became of the last try to save it, where that did not go well. */
  readonly problem: 'missing' | 'failed' | undefined;
  /** Has the browser save it. It is never opened. */
  readonly save: () => Promise<void>;
}

/** Pictures that are nothing but pixels. An SVG may hold anything. */
const PICTURES: readonly string[] = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];

/** A larger picture is not read for a thumbnail. */
const LARGEST_PICTURE_BYTES = 20_000_000;

/** An attachment of a message, and the way to its bytes. */
export function useAttachment({ hash, name: told, mediaType, bytes }: AttachmentPart): AttachmentView {
  const session = useSession();
  const name = plainName(told) || 'file';
  const type = PICTURES.includes(mediaType) ? mediaType : 'application/octet-stream';
  const isPicture = PICTURES.includes(mediaType) && bytes <= LARGEST_PICTURE_BYTES;
  const [problem, setProblem] = useState<AttachmentView['problem']>();
  const picture = usePicture(isPicture ? hash : undefined, type);
  const save = async (): Promise<void> => {
    try {
      const blob = await bytesOf(session, hash);
      setProblem(blob ? undefined : 'missing');
      // What is saved is what was imported: no type that a browser would open.
      if (blob) downloadFile(new Blob([blob], { type }), name);
    } catch {
      setProblem('failed');
    }
  };
  return { name, picture, problem, save };
}

function usePicture(hash: string | undefined, type: string): string | undefined {
  const session = useSession();
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    if (hash === undefined) return undefined;
    let made: string | undefined;
    let isGone = false;
    bytesOf(session, hash).then(
      (blob) => {
        if (!blob || isGone) return;
        made = URL.createObjectURL(new Blob([blob], { type }));
        setAddress(made);
      },
      // A chip without a picture says as much.
      () => undefined,
    );
    return () => {
      isGone = true;
      if (made !== undefined) URL.revokeObjectURL(made);
    };
  }, [session, hash, type]);
  return address;
}

async function bytesOf(session: ChatSession, hash: string): Promise<Blob | undefined> {
  const archiving = await session.loadArchiving();
  return archiving.loadAttachment(hash);
}
