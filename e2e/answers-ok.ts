/** Whether an address answers with success; rejects when nobody is there. */
export async function answersOk(url: string): Promise<boolean> {
  const response = await fetch(url);
  await response.body?.cancel();
  return response.ok;
}
