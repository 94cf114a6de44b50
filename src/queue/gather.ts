interface Asked<Question, Answer> {
  readonly question: Question;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Questions that come in the same turn of the event loop are asked together, at most `size` at a time: one round trip
 * costs the same for one as for many. `ask` answers them in their order; where it throws, all of them fail.
 */
export function createGather<Question, Answer>(
  size: number,
  ask: (questions: readonly Question[]) => Promise<readonly Answer[]>,
): (question: Question) => Promise<Answer> {
  let asked: Asked<Question, Answer>[] = [];
  const send = (): void => {
    if (asked.length === 0) return;
    const batch = asked;
    asked = [];
    answerAll(batch, ask);
  };
  return (question) =>
    new Promise((resolve, reject) => {
      asked.push({ question, resolve, reject });
      if (asked.length === 1) setImmediate(send);
      if (asked.length >= size) send();
    });
}

async function answerAll<Question, Answer>(
  batch: readonly Asked<Question, Answer>[],
  ask: (questions: readonly Question[]) => Promise<readonly Answer[]>,
): Promise<void> {
  try {
    const answers = await ask(batch.map(({ question }) => question));
    if (answers.length !== batch.length) throw new Error(`${answers.length} answers to ${batch.length} questions`);
    answers.forEach((answer, index) => batch[index]?.resolve(answer));
  } catch (error) {
    for (const { reject } of batch) reject(error);
  }
}
