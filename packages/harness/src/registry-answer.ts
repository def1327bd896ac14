/** Whether a registry answered that it has no such image: then the name is wrong, and not the network. */
export function saysNoSuchImage(message: string): boolean {
  return /not found|does not exist|denied|(?:manifest|name) unknown|unauthorized/i.test(message);
}

/** Whether a registry answered that it cannot answer now. */
export function saysItFails(message: string): boolean {
  return /unexpected (?:HTTP )?status[^\n]*: 5\d\d\b/.test(message);
}
