/** The address of a module that is bundled as a worker (Vite). */
declare module '*?worker&url' {
  const address: string;
  export default address;
}

/** What a thread of the prover runs: it answers the messages of its scope. */
declare module '*/threadman_thread.js' {
  export default function runThread(scope: object): void;
}
