export function referat() { return []; }
