/** The languages in which every scene is looked at: one of each direction. */
export type SceneLanguage = 'en' | 'ar';

/** What is asked and answered in the scenes. */
export interface SceneTexts {
  readonly question: string;
  readonly thought: string;
  /** One of everything that a reply can hold. */
  readonly rich: string;
  readonly short: string;
  /** A few words of which every chat of a list holds one. */
  readonly titles: readonly string[];
  /** Paragraphs that fill a screen. */
  readonly long: string;
}

const CODE = `\`\`\`ts
for await (const delta of stream) text += delta; ${'// and so on '.repeat(12)}
\`\`\``;

const EN: SceneTexts = {
  question: 'What is a stream, and when is it better than one whole answer?',
  thought: 'A comparison helps here.\n\nFirst the idea, then the code.',
  rich: `## A heading

A stream hands you a value **as it is made**, [says this page](https://example.com), with \`code\` in a line.

${CODE}

| | whole | streamed |
|---|--:|--:|
| first word after | 12.0 s | 0.2 s |

$$\\sum_{k=1}^{n} k = \\frac{n(n+1)}{2}$$

> A quote that goes before a list.

- one thing
  1. and one in it
- [x] a thing that is done
`,
  short: 'A stream hands you a value as it is made.',
  titles: ['Tides', 'How rivers find the sea', 'Notes', 'A recipe for bread without an oven', 'Weather in the north'],
  long: 'Water runs down the valley and finds the sea, and nothing keeps it for long. '.repeat(6),
};

const AR: SceneTexts = {
  question: 'ما هو التدفق، ومتى يكون أفضل من إجابة واحدة كاملة؟',
  thought: 'المقارنة تساعد هنا.\n\nالفكرة أولًا ثم الشيفرة.',
  rich: `## عنوان

التدفق يسلمك القيمة **وهي تُصنع**، [كما تقول هذه الصفحة](https://example.com)، مع \`code\` في السطر.

${CODE}

| | كاملة | متدفقة |
|---|--:|--:|
| أول كلمة بعد | 12.0 | 0.2 |

$$\\sum_{k=1}^{n} k = \\frac{n(n+1)}{2}$$

> اقتباس يسبق قائمة.

- شيء واحد
  1. وشيء بداخله
- [x] شيء تم
`,
  short: 'التدفق يسلمك القيمة وهي تصنع.',
  titles: ['المد والجزر', 'كيف تجد الأنهار البحر', 'ملاحظات', 'وصفة خبز بلا فرن', 'الطقس في الشمال'],
  long: 'يجري الماء في الوادي حتى يجد البحر، ولا شيء يبقيه طويلا. '.repeat(6),
};

/** The texts of the scenes in each of their languages. */
export const SCENE_TEXTS: Readonly<Record<SceneLanguage, SceneTexts>> = { en: EN, ar: AR };
