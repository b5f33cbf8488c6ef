import { defineErrors } from '#kernel/errors';

export const httpErrors = defineErrors({
  'http.bad_request': {
    status: 400,
    title: 'The request is not well-formed HTTP',
    fix: 'Check the request line, the headers and that Content-Length matches the body.',
  },
  'http.malformed_json': {
    status: 400,
    title: 'The body is not JSON',
    fix: 'Send one valid JSON document in UTF-8.',
  },
  'http.nested_too_deeply': {
    status: 400,
    title: 'The JSON is nested too deeply',
    fix: 'Flatten the document; 64 levels are the most.',
  },
  'http.forbidden_key': {
    status: 400,
    title: 'The JSON has a key that could reach the prototype of an object',
    fix: 'Remove `__proto__` and `constructor.prototype`.',
  },
  'http.line_too_long': {
    status: 413,
    title: 'A line of the stream is too long',
    fix: 'End every JSON document with a line feed, and keep each below the limit for one body.',
  },
  'http.invalid_request': {
    status: 400,
    title: 'The request does not fit the schema',
    fix: 'Correct what `errors` lists; `/docs` shows the schema.',
  },
  'http.not_found': {
    status: 404,
    title: 'There is nothing at this address',
    fix: 'Check the path; `/docs` lists every one.',
  },
  'http.method_not_allowed': {
    status: 405,
    title: 'The address does not know this method',
    fix: 'Use one of the methods in the Allow header.',
  },
  'http.unsupported_version': {
    status: 406,
    title: 'The hub does not speak this version of its API',
    fix: 'Ask for version 1, or leave Accept-Version out.',
  },
  'http.request_timeout': {
    status: 408,
    title: 'The request did not arrive in time',
    fix: 'Send it again over a faster connection, or in smaller parts.',
  },
  'http.body_too_large': {
    status: 413,
    title: 'The body is too large',
    fix: 'Send less at once, or stream it as newline-delimited JSON where that is offered.',
  },
  'http.unsupported_content_type': {
    status: 415,
    title: 'The hub cannot read this content type here',
    fix: 'Send `application/json`, or what `/docs` names for this address.',
  },
  'http.too_many_requests': {
    status: 429,
    title: 'The caller makes more requests than it was granted',
    fix: 'Wait as long as Retry-After says, or have the limit raised.',
  },
  'http.headers_too_large': {
    status: 431,
    title: 'The headers are too large',
    fix: 'Send fewer or shorter headers.',
  },
  'http.overloaded': {
    status: 503,
    title: 'The hub has more to do than it can',
    fix: 'Nothing was stored. Wait as long as Retry-After says and send the request again.',
  },
  'http.shutting_down': {
    status: 503,
    title: 'This hub process is stopping',
    fix: 'Nothing was stored. Send the request again; another hub or the restarted one takes it.',
  },
});
