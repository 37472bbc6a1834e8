import { createTinyModel } from '../../../models/tiny/createTinyModel.ts';

/** A program that prints one reply and leaves without closing the model. */
const request = { messages: [{ role: 'user', content: 'Hello' }], temperature: 0 } as const;
for await (const event of createTinyModel().generate(request, new AbortController().signal)) {
  if (event.type === 'text') process.stdout.write(event.text);
}
