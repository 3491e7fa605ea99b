// Locks, by age-encryption. Python cannot wait for it, so what is asked is done between two turns:
// the first turn is broken off, and finds the answer when it is begun again.
const enc = new TextEncoder();
const dec = new TextDecoder();
const LATER = "?";

export class Locks {
  constructor(load) {
    this.load = load; // gives the library
    this.forget();
  }

  /** Nothing of a question is kept when it is answered. */
  forget() {
    this.known = []; // [what was asked, its answer], in order
    this.at = 0;
    this.wanted = null;
  }

  begin() {
    this.at = 0;
    this.wanted = null;
  }

  /** Answer what Python asks, or have it come again. */
  ask(request) {
    const found = this.known[this.at];
    if (!found) {
      this.wanted = request;
      return LATER;
    }
    this.at += 1;
    // What is asked the second time must be what was asked the first.
    return same(found[0], request) ? found[1] : "!asked otherwise";
  }

  /** Do what was wanted. */
  async settle() {
    const length = new DataView(this.wanted.buffer, this.wanted.byteOffset).getUint32(0, true);
    const how = JSON.parse(dec.decode(this.wanted.subarray(4, 4 + length)));
    let answer;
    try {
      const made = await DOES[how.what](await this.load(), how, this.wanted.slice(4 + length));
      const bytes = typeof made === "string" ? enc.encode(made) : made;
      answer = new Uint8Array(bytes.length + 1);
      answer[0] = 46; // a full stop: it went well
      answer.set(bytes, 1);
    } catch (error) {
      answer = `!${(error && error.message) || error}`;
    }
    this.known.push([this.wanted, answer]);
  }
}

const DOES = {
  lock(age, { passphrase }, data) {
    const made = new age.Encrypter();
    made.setPassphrase(passphrase);
    return made.encrypt(data);
  },
  unlock(age, { passphrase }, data) {
    const made = new age.Decrypter();
    made.addPassphrase(passphrase);
    return made.decrypt(data);
  },
  seal(age, { recipients }, data) {
    const made = new age.Encrypter();
    recipients.forEach((key) => made.addRecipient(key));
    return made.encrypt(data);
  },
  open(age, { identities }, data) {
    const made = new age.Decrypter();
    identities.forEach((key) => made.addIdentity(key));
    return made.decrypt(data);
  },
  generate: (age) => age.generateX25519Identity(),
  public: (age, { identity }) => age.identityToRecipient(identity),
  recipient(age, { key }) {
    new age.Encrypter().addRecipient(key);
    return "";
  },
  identity(age, { key }) {
    new age.Decrypter().addIdentity(key);
    return "";
  },
};

function same(one, other) {
  return one.length === other.length && one.every((byte, i) => byte === other[i]);
}
