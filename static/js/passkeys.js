// Asks the browser for a passkey when a form marked with data-passkey is sent, and sends what it gave.
// The texts for the reader stand in the page (see templates/account/_passkey_form.html).
(() => {
  "use strict";

  const toBytes = (text) =>
    Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (each) => each.charCodeAt(0));

  const toText = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");

  const withIds = (rows) => (rows || []).map((row) => ({ ...row, id: toBytes(row.id) }));

  const toCreate = (options) => ({
    ...options,
    challenge: toBytes(options.challenge),
    user: { ...options.user, id: toBytes(options.user.id) },
    excludeCredentials: withIds(options.excludeCredentials),
    // It is to log in by itself, so it knows the account and asks for finger, face or PIN.
    authenticatorSelection: {
      ...options.authenticatorSelection,
      residentKey: "required",
      requireResidentKey: true,
      userVerification: "required",
    },
  });

  const toGet = (options) => ({
    ...options,
    challenge: toBytes(options.challenge),
    allowCredentials: withIds(options.allowCredentials),
  });

  const asJson = (credential) => {
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (credential.response[name]) response[name] = toText(credential.response[name]);
    }
    if (credential.response.getTransports) response.transports = credential.response.getTransports();
    return JSON.stringify({
      id: credential.id,
      rawId: toText(credential.rawId),
      type: credential.type,
      authenticatorAttachment: credential.authenticatorAttachment,
      clientExtensionResults: credential.getClientExtensionResults(),
      response,
    });
  };

  const optionsOf = async (form) => {
    if (form.dataset.options) return JSON.parse(document.getElementById(form.dataset.options).textContent);
    const answer = await fetch(form.dataset.optionsUrl, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`${answer.status}`);
    return answer.json();
  };

  const ask = async (form) => {
    const options = await optionsOf(form);
    if (form.dataset.passkey === "create") {
      return navigator.credentials.create({ publicKey: toCreate(options.creation_options.publicKey) });
    }
    return navigator.credentials.get({ publicKey: toGet(options.request_options.publicKey) });
  };

  const wordsFor = { NotAllowedError: "cancelled", SecurityError: "address", InvalidStateError: "known" };

  const prepare = (form) => {
    const status = form.querySelector(".passkey-status");
    const button = form.querySelector("button");
    const credential = form.elements.credential;
    if (!window.PublicKeyCredential) {
      status.textContent = window.isSecureContext ? status.dataset.unsupported : status.dataset.address;
      return;
    }
    status.textContent = "";
    credential.value = "";
    button.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      button.disabled = true;
      status.textContent = "";
      try {
        credential.value = asJson(await ask(form));
        form.submit();
      } catch (error) {
        status.textContent = status.dataset[wordsFor[error.name] || "failed"];
        button.disabled = false;
      }
    });
  };

  document.querySelectorAll("form[data-passkey]").forEach(prepare);
})();
