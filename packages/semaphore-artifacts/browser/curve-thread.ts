// Not among the exports of its package, so reached by its path; a test compares it with the one the prover brings.
import runThread from '../../../node_modules/ffjavascript/src/threadman_thread.js';

runThread(globalThis);
