// Calls a gateway as any program calls OpenAI, and prints what it got as one line of JSON. The address and the key come
// from OPENAI_BASE_URL and OPENAI_API_KEY, which the client reads by itself.
import OpenAI from 'openai';

const model = 'bge-small-en-v1.5';
const client = new OpenAI({ maxRetries: 0 });

async function vectors(request) {
  const answer = await client.embeddings.create({ model, ...request });
  return { vectors: answer.data.map((each) => Array.from(each.embedding)), usage: answer.usage };
}

async function error(call) {
  try {
    await call();
    return 'no error';
  } catch (failure) {
    const { status, code, param, type, message } = failure;
    return { name: failure.constructor.name, status, code, param, type, message };
  }
}

const results = {
  single: await vectors({ input: 'Hello, world!' }),
  array: await vectors({ input: ['Hello, world!', 'Goodbye'] }),
  float: await vectors({ input: 'Hello, world!', encoding_format: 'float' }),
  base64: (await client.embeddings.create({ model, input: 'Hello, world!', encoding_format: 'base64' })).data[0].embedding,
  dimensions: await vectors({ input: 'Hello, world!', dimensions: 64 }),
  models: (await client.models.list()).data.map((each) => each.id),
  errors: {
    input: await error(() => vectors({ input: ['a', 5] })),
    empty: await error(() => vectors({ input: [] })),
    dimensions: await error(() => vectors({ input: 'a', dimensions: 100 })),
    model: await error(() => vectors({ model: 'text-embedding-3-small', input: 'a' })),
    key: await error(() => new OpenAI({ apiKey: 'wrong', maxRetries: 0 }).embeddings.create({ model, input: 'a' })),
  },
};
console.log(JSON.stringify(results));
