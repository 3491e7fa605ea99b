export function since() { return []; }
