/**
 * What a request was answered with. The client throws instead of returning errors, which its types cannot
 * say; this does: `const { keys } = await dataOf(client.GET('/api/admin/keys'))`.
 */
export async function dataOf<Data>(request: Promise<{ data?: Data }>): Promise<Exclude<Data, undefined>> {
  const { data } = await request;
  return data as Exclude<Data, undefined>;
}
