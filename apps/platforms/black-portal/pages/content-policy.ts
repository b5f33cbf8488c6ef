const own = ["'self'"];

/**
 * What the pages may load: files of this origin, nothing inline and nothing of anybody else. Proofs of membership are
 * computed in WebAssembly.
 */
export const contentPolicy = {
  defaultSrc: ["'none'"],
  baseUri: ["'none'"],
  connectSrc: own,
  fontSrc: own,
  formAction: own,
  frameAncestors: ["'none'"],
  imgSrc: own,
  manifestSrc: own,
  scriptSrc: [...own, "'wasm-unsafe-eval'"],
  styleSrc: own,
  workerSrc: own,
};
