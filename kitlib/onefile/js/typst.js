// The compiler of PDF: typst as WebAssembly, with the kit's own fonts and nothing of the machine's.
const enc = new TextEncoder();
const dec = new TextDecoder();
const FONTS = [
  ["/kit/font_source_sans_pro", /\.ttf$/],
  ["/usr/local/lib/python315.zip/matplotlib/mpl-data/fonts/ttf", /DejaVuSans(-Bold|-Oblique|-BoldOblique)?\.ttf$/],
];

export async function compiler(tree, script, wasm) {
  const module = await import(URL.createObjectURL(new Blob([script], { type: "text/javascript" })));
  await module.default({ module_or_path: await WebAssembly.compile(wasm) });
  const builder = new module.TypstCompilerBuilder();
  builder.set_dummy_access_model();
  for (const [folder, which] of FONTS) {
    for (const [path, node] of tree.walk(folder)) {
      if (which.test(path)) await builder.add_raw_font(node.data.slice(0, node.size));
    }
  }
  const built = await builder.build();
  return { compile: (parcel) => compile(built, parcel) };
}

function compile(built, parcel) {
  const length = new DataView(parcel.buffer, parcel.byteOffset).getUint32(0, true);
  const { main, files } = JSON.parse(dec.decode(parcel.subarray(4, 4 + length)));
  let at = 4 + length;
  built.reset_shadow();
  for (const [name, size] of files) {
    if (!/\.[ot]tf$/.test(name)) built.map_shadow(`/${name}`, parcel.slice(at, at + size));
    at += size;
  }
  const made = built.compile(`/${main}`, null, "pdf", 1);
  if (made instanceof Uint8Array) return made;
  if (made?.result) return made.result;
  return enc.encode(`!${JSON.stringify(made, (_, value) => (value instanceof Map ? Object.fromEntries(value) : value))}`);
}
