import { act, screen, waitFor } from '@testing-library/react';
import { Profiler, type ComponentType, type ReactElement } from 'react';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { createMockServer } from '../../mocks/node.ts';
import { createGate, hold, reply } from '../../mocks/script.ts';
import { createManualFrames } from '../session/createTestSession.ts';
import { renderPage } from './renderPage.tsx';

/** How often anything inside of a component has been rendered, by the component's name. */
const renders = vi.hoisted(() => new Map<string, number>());

interface TurnProps {
  readonly message: { readonly order: number };
}

function turnId({ message }: TurnProps): string {
  return `turn ${message.order}`;
}

/** A module with its component under a Profiler; `idOf` tells several of them on one page apart. */
async function counted(
  load: () => Promise<unknown>,
  name: string,
  idOf: (props: TurnProps) => string = () => name,
): Promise<object> {
  const original = (await load()) as Record<string, unknown>; // Vitest types the original module as unknown.
  const Counted = original[name] as ComponentType<TurnProps>;
  const count = (id: string): void => void renders.set(id, (renders.get(id) ?? 0) + 1);
  const Wrapper = (props: TurnProps): ReactElement => (
    <Profiler id={idOf(props)} onRender={count}>
      <Counted {...props} />
    </Profiler>
  );
  return { ...original, [name]: Wrapper };
}

vi.mock('../../src/components/message/UserTurn.tsx', (load) => counted(load, 'UserTurn', turnId));
vi.mock('../../src/components/message/AssistantTurn.tsx', (load) => counted(load, 'AssistantTurn', turnId));
vi.mock('../../src/components/composer/Composer.tsx', (load) => counted(load, 'Composer'));
vi.mock('../../src/components/sidebar/Sidebar.tsx', (load) => counted(load, 'Sidebar'));
vi.mock('../../src/components/models/ModelPicker.tsx', (load) => counted(load, 'ModelPicker'));
vi.mock('../../src/components/ui/StatusLine.tsx', (load) => counted(load, 'StatusLine'));
vi.mock('../../src/components/Page.tsx', (load) => counted(load, 'Page', () => 'anything'));

const server = createMockServer();
beforeAll(() => server.listen());
beforeEach(() => renders.clear());
afterEach(() => server.reset());
afterAll(() => server.close());

const DELTAS = 50;

test('[U24] while fifty deltas are drawn only the turn that grows renders, once for each picture', async () => {
  const frames = createManualFrames();
  const page = await renderPage({ frames });
  server.replyWith(reply('An earlier answer.'));
  await page.ask('First');
  await page.lastStands('done');
  const words = Array.from({ length: DELTAS }, (_, index) => `word${index} `);
  const gates = words.map(() => createGate());
  server.replyWith(
    reply('Begin ', ...words.flatMap((word, index) => [hold(gates[index] ?? createGate()), word]), hold(createGate())),
  );
  await page.ask('Second');
  await waitFor(() => expect(page.lastText()).toBe('Begin'));
  await act(async () => frames.draw());
  // Said once, a second after the question.
  await screen.findByText('Generating', { selector: '[role=status]' });
  renders.clear();
  for (const [index, gate] of gates.entries()) {
    gate.release();
    await waitFor(() => expect(frames.waiting).toBe(1));
    act(() => frames.draw());
    expect(page.lastText()).toMatch(new RegExp(`word${index}$`));
  }
  expect(Object.fromEntries(renders)).toEqual({ 'turn 4': DELTAS, anything: DELTAS });
});

test('[U24] typing renders no turn and no list of chats', async () => {
  const page = await renderPage();
  server.replyWith(reply('An answer.'));
  await page.ask('First');
  await page.lastStands('done');
  renders.clear();
  await page.user.type(page.message(), 'Ten letter');
  const {
    'turn 1': question,
    'turn 2': answer,
    Sidebar: list,
    StatusLine: line,
    ...rest
  } = Object.fromEntries(renders);
  expect([question, answer, list, line]).toEqual([undefined, undefined, undefined, undefined]);
  expect(rest['Composer']).toBe(10);
});
