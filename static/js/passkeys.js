// Passkeys: asks the browser to make or use one, and sends what it answers with the form.
const decode = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const encode = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const decodeId = (credential) => ({ ...credential, id: decode(credential.id) });

function asked(options) {
  const { challenge, user, excludeCredentials, allowCredentials, ...others } = options.publicKey;
  return {
    ...others,
    challenge: decode(challenge),
    ...(user && { user: { ...user, id: decode(user.id) } }),
    ...(excludeCredentials && { excludeCredentials: excludeCredentials.map(decodeId) }),
    ...(allowCredentials && { allowCredentials: allowCredentials.map(decodeId) }),
  };
}

function answered(credential) {
  const response = {};
  for (const name of ["attestationObject", "clientDataJSON", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = encode(credential.response[name]);
  }
  return {
    type: credential.type,
    id: credential.id,
    rawId: encode(credential.rawId),
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const problem = form.querySelector(".errornote[hidden]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    problem.hidden = true;
    try {
      const options = JSON.parse(document.getElementById("passkey-options").textContent);
      const credential = await navigator.credentials[form.dataset.passkey]({ publicKey: asked(options) });
      form.elements.credential.value = JSON.stringify(answered(credential));
    } catch {
      problem.textContent = form.dataset.failed;
      problem.hidden = false;
      return;
    }
    form.submit();
  });
}
