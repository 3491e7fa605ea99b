// A page printed from a frame of its own, which is gone again afterwards; nothing is written.

import { h } from "./dom.js";

const STYLE = `body{font:16pt/1.5 "Source Sans Pro","Segoe UI",sans-serif;margin:18mm}
h1{font-size:24pt;margin:0 0 .4em}th{padding:.1em 1.2em .1em 0;text-align:left}td{padding:.1em 0}
tr{break-inside:avoid}`;

/** Print what an element holds. */
export function printed(title, content) {
  const page = document.implementation.createHTMLDocument(title);
  page.documentElement.lang = "da";
  page.head.append(Object.assign(page.createElement("style"), { textContent: STYLE }));
  page.body.append(content);
  printPage(page.documentElement.outerHTML);
}

/** Print a whole page that came as text. */
export function printPage(html) {
  const frame = h("iframe", { title: "Til printeren", srcdoc: html, sandbox: "allow-same-origin allow-modals" });
  Object.assign(frame.style, { position: "fixed", width: "0", height: "0", border: "0" });
  frame.addEventListener("load", () => {
    const { contentWindow: page } = frame;
    page.addEventListener("afterprint", () => frame.remove());
    page.print();
  });
  document.body.append(frame);
}
