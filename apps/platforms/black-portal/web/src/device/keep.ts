const databaseName = 'black-portal';
const storeName = 'device';

/** What the device keeps between visits. IndexedDB, because a key that cannot be exported can be kept nowhere else. */
export async function keep(name: string, value: unknown): Promise<void> {
  await run('readwrite', (store) => store.put(value, name));
}

export async function kept<Value>(name: string): Promise<Value | undefined> {
  return run('readonly', (store) => store.get(name)) as Promise<Value | undefined>;
}

/** Forgets everything: the device is a stranger afterwards. */
export async function forgetEverything(): Promise<void> {
  await run('readwrite', (store) => store.clear());
}

async function run<Value>(
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => IDBRequest<Value>,
): Promise<Value> {
  const database = await open();
  try {
    const transaction = database.transaction(storeName, mode);
    const request = act(transaction.objectStore(storeName));
    return await new Promise<Value>((resolve, reject) => {
      transaction.addEventListener('complete', () => resolve(request.result));
      transaction.addEventListener('abort', () =>
        reject(transaction.error ?? new Error('The device’s storage is full.')),
      );
    });
  } finally {
    database.close();
  }
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(databaseName, 1);
    request.addEventListener('upgradeneeded', () => request.result.createObjectStore(storeName));
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () =>
      reject(request.error ?? new Error('The device’s storage cannot be opened.')),
    );
  });
}
