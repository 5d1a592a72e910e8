import{v as e}from"./styles.js";function t(t,{account_name:n,account_type:r}){let i=r===`live`;return e`<p class="purse" data-purse=${r}>
    <span class="chip ${i?`warn`:``}">${t(i?`purse.live`:`purse.paper`)}</span>
    <span class="soft">${n}</span>
  </p>`}function n(e){return e&&{account_name:e.name,account_type:e.type}}export{n,t};