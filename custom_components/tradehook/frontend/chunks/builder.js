import{_ as e,b as t,d as n,f as r,h as i,l as a,m as o,n as s,p as c,r as l,s as u,t as d}from"./styles.js";import{i as f}from"./live-host.js";import{n as p,r as m,t as h}from"./signal-form.js";import{i as g}from"./candles.js";import{i as _}from"./localize.js";import{_ as v,a as y,c as b,d as x,l as S,p as C,s as w,u as T,v as E}from"./message.js";import"./answer.js";import{t as D}from"./builder-styles.js";import{f as O}from"./actions.js";import{t as k}from"./sentence.js";import{n as A,r as j}from"./plan.js";import{n as M}from"./purse.js";var N=class{constructor(e){this.host=e,this.candles=[],this.following=``,e.addController(this)}hostDisconnected(){this.leave()}async follow(e,t,n){let r=`${t} ${n}`;if(this.following===r)return;this.leave(),this.following=r;let i=await e.market(t,n,5,e=>{this.following===r&&(this.candles=g(this.candles,e),this.host.requestUpdate())});this.following===r?this.end=i:i()}leave(){this.end?.(),this.end=void 0,this.following=``,this.candles=[]}},P=class extends o{constructor(...e){super(...e),this.account=``,this.bot=``,this.there=!1,this.address=``,this.error=``}disconnectedCallback(){super.disconnectedCallback(),this.address=``}render(){let{t}=this.ctx;return e`<p class="soft">${t(this.there?`others.address_there`:`others.address_none`)}</p>
      ${this.error?e`<p class="error" role="alert">${this.error}</p>`:i}
      ${this.address?e`<p class="warning">${t(`others.address_once`)}</p>
            <div class="row">
              <label class="labelled">
                <span>${t(`others.address`)}</span>
                <textarea class="field mono" name="address" rows="3" readonly dir="ltr" .value=${this.address}></textarea>
              </label>
              <button class="button outlined" @click=${this.copy}>${t(`builder.copy_url`)}</button>
            </div>`:i}
      <div class="buttons">
        <button class="button outlined" @click=${this.renew}>${t(this.there?`others.address_renew`:`others.address_make`)}</button>
        ${this.there?e`<button class="button outlined" @click=${this.end}>${t(`others.address_end`)}</button>`:i}
      </div>`}async copy(){let e=this.renderRoot.querySelector(`textarea`);e&&await O(e)&&this.ctx.say(this.ctx.t(`common.copied`))}renew(){let{t:e,api:t}=this.ctx,n=async()=>(this.tell((await t.newSecretAddress(this.account,this.bot)).address),e(`others.address_made`));this.there?this.ctx.ask({title:e(`others.address_renew`),text:e(`others.address_renew_text`),confirm:e(`others.address_renew`),danger:!0,act:n}):n().catch(e=>this.error=f(e))}end(){let{t:e,api:t}=this.ctx;this.ctx.ask({title:e(`others.address_end`),text:e(`others.address_end_text`),confirm:e(`others.address_end`),danger:!0,act:async()=>(await t.endSecretAddress(this.account,this.bot),this.tell(``),e(`others.address_ended`))})}tell(e){this.error=``,this.address=e,this.dispatchEvent(new CustomEvent(`address-changed`,{detail:e}))}static{this.styles=[d,t`
      :host {
        display: grid;
        gap: 12px;
        grid-template-columns: minmax(0, 1fr);
        min-width: 0;
      }
      p {
        margin: 0;
      }
      .row {
        align-items: end;
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      label {
        flex: 1 1 240px;
        min-width: 0;
      }
      .mono {
        field-sizing: content;
        font-family: var(--ha-font-family-code, monospace);
        font-size: 13px;
        overflow-wrap: anywhere;
        resize: none;
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      .warning {
        border-inline-start: 3px solid var(--warning-color, #ffa600);
        font-weight: 500;
        padding-inline-start: 10px;
      }
    `]}};l([c({attribute:!1})],P.prototype,`ctx`,void 0),l([c()],P.prototype,`account`,void 0),l([c()],P.prototype,`bot`,void 0),l([c({type:Boolean})],P.prototype,`there`,void 0),l([c()],P.prototype,`address`,void 0),l([r()],P.prototype,`error`,void 0),P=l([s(`tradehook-secret-address`)],P);var F=`tradingview`,I=class extends o{constructor(...e){super(...e),this.account=``,this.bot=``,this.address=``,this.error=``}disconnectedCallback(){super.disconnectedCallback(),this.address=``}willUpdate(e){(e.has(`bot`)||e.has(`account`))&&(this.senders=void 0,this.address=this.error=``,this.bot&&this.load())}render(){let{t}=this.ctx;return e`<section class="card">
      <h2>${t(`builder.message`)}</h2>
      <p class="soft">${t(`builder.default_means`)}</p>
      <label class="labelled">
        <span>${t(`builder.as_message`)}</span>
        <textarea class="field mono" id="message" rows="4" readonly dir="ltr" .value=${h}></textarea>
      </label>
      <div class="actions">
        <button class="button outlined" @click=${this.copy}>${t(`builder.copy_message`)}</button>
      </div>
      <h3>${t(`others.address`)}</h3>
      ${this.error?e`<p class="error" role="alert">${this.error}</p>`:i}
      ${this.senders?this.renderWay(this.senders):this.error?i:e`<p class="soft" role="status">${t(`common.loading`)}</p>`}
    </section>`}renderWay({systems:t,address:n}){let{t:r}=this.ctx;return t.some(({system:e})=>e===F)?e`${n?e`<p data-way>${r(`others.known`)}</p>`:i}
      <tradehook-secret-address
        .ctx=${this.ctx}
        .account=${this.account}
        .bot=${this.bot}
        .there=${n}
        .address=${this.address}
        @address-changed=${({detail:e})=>{this.address=e,this.load()}}
      ></tradehook-secret-address>`:e`<p data-way>${r(`others.way_address`)}</p>
        <div class="actions">
          <button class="button" data-learn @click=${this.learn}>${r(`others.take`,{system:r(`builder.wording_default`)})}</button>
        </div>`}async load(){let{account:e,bot:t}=this;try{let n=await this.ctx.api.otherSenders(e,t);if(t!==this.bot)return;this.senders=n,this.error=``}catch(e){t===this.bot&&(this.error=f(e))}}learn(){let{t:e,api:t}=this.ctx,{account:n,bot:r}=this,i=e(`builder.wording_default`);this.ctx.ask({title:e(`others.take`,{system:i}),text:e(`others.take_address`),confirm:e(`others.take_confirm`),act:async()=>{let{address:a}=await t.learnAlert(n,r,h,{});return r===this.bot&&(this.address=a??``,await this.load()),e(`others.learned`,{system:i})}})}async copy(){let e=this.renderRoot.querySelector(`#message`);e&&await O(e)&&this.ctx.say(this.ctx.t(`common.copied`))}static{this.styles=[d,D,t`
      :host {
        display: grid;
        min-width: 0;
      }
      p {
        margin: 0;
        overflow-wrap: anywhere;
      }
      h3 {
        font-size: 16px;
        font-weight: 500;
        margin: 0;
      }
    `]}};l([c({attribute:!1})],I.prototype,`ctx`,void 0),l([c()],I.prototype,`account`,void 0),l([c()],I.prototype,`bot`,void 0),l([r()],I.prototype,`senders`,void 0),l([r()],I.prototype,`address`,void 0),l([r()],I.prototype,`error`,void 0),I=l([s(`tradehook-default-message`)],I);var L=class extends o{constructor(...e){super(...e),this.message=()=>``,this.command=()=>``,this.ticks=[],this.secret=``,this.curl=!1}disconnectedCallback(){super.disconnectedCallback(),this.secret=``}render(){let{t}=this.ctx;return e`<section class="card">
      <h2>${t(`builder.message`)}</h2>
      <label class="labelled">
        <span>${t(`builder.url`)}</span>
        <textarea class="field mono" id="url" rows="2" readonly dir="ltr" .value=${this.hook?.url??``}></textarea>
      </label>
      <label class="labelled">
        <span>${t(`builder.secret`)}</span>
        <input
          class="field"
          type="password"
          autocomplete="off"
          data-lpignore="true"
          data-1p-ignore
          .value=${this.secret}
          @input=${e=>this.secret=e.target.value}
        />
      </label>
      ${this.curl?i:this.ticks.map(e=>this.renderTick(e))}
      <label class="labelled">
        <span>${t(this.curl?`builder.as_curl`:`builder.as_message`)}</span>
        <textarea class="field mono" id="message" rows="12" readonly dir="ltr" .value=${this.text}></textarea>
      </label>
      <div class="actions">
        <button class="button plain" @click=${()=>this.curl=!this.curl}>
          ${t(this.curl?`builder.show_message`:`builder.show_curl`)}
        </button>
        <button class="button outlined" @click=${()=>this.copy(`url`)}>${t(`builder.copy_url`)}</button>
        <button class="button" ?disabled=${!this.text} @click=${()=>this.copy(`message`)}>
          ${t(this.curl?`builder.copy_curl`:`builder.copy_message`)}
        </button>
      </div>
    </section>`}renderTick([t,n,r]){return e`<label class="tick">
      <input type="checkbox" name=${t} .checked=${r} @change=${this.tick} />
      <span>${n}</span>
    </label>`}tick(e){let{name:t,checked:n}=e.target;this.dispatchEvent(new CustomEvent(`tick`,{detail:{[t]:n}}))}get text(){if(!this.hook)return``;let e=this.secret||this.ctx.t(`builder.secret_here`);return this.curl?this.command(e):this.message(e)}async copy(e){let t=this.renderRoot.querySelector(`#${e}`);await O(t)&&this.ctx.say(this.ctx.t(`common.copied`))}static{this.styles=[d,D,t`:host { display: grid; min-width: 0; }`]}};l([c({attribute:!1})],L.prototype,`ctx`,void 0),l([c({attribute:!1})],L.prototype,`hook`,void 0),l([c({attribute:!1})],L.prototype,`message`,void 0),l([c({attribute:!1})],L.prototype,`command`,void 0),l([c({attribute:!1})],L.prototype,`ticks`,void 0),l([r()],L.prototype,`secret`,void 0),l([r()],L.prototype,`curl`,void 0),L=l([s(`tradehook-message-card`)],L);var R=/\{\{[^{}\s]{1,60}\}\}/g,z=/^\{\{strategy\./,B=`{{timenow}}`;function V(e){let t=JSON.stringify(e).match(R)??[],n=e=>e!==`{{timenow}}`&&e!==`{{exchange}}`&&!z.test(e);return[...new Set(t)].filter(n)}function H(e){return`strategy`in e}function U(e,t,n){if(!e)return null;let{timestamp:r,max_age:i,...a}=e;return{...a,...n&&`exchange`in e&&{exchange:n},...t&&{timestamp:`{{timenow}}`},...t&&i!==void 0&&{max_age:i}}}function W(e,t,n){let r={"{{exchange}}":n.exchange};for(let[e,n]of Object.entries(t))n.trim()&&(r[e]=n.trim());r[`{{ticker}}`]??=n.symbol;let i=[],a=(e,t)=>{if(Array.isArray(e))return e.map((e,n)=>a(e,`${t}[${n}]`));if(typeof e==`object`&&e){let n=Object.entries(e).map(([e,n])=>[e,a(n,t?`${t}.${e}`:e)]);return Object.fromEntries(n.filter(([,e])=>e!==void 0))}if(typeof e!=`string`)return e;let n=e.replace(R,e=>r[e]??e);if(n.match(R)===null)return n;n!==`{{timenow}}`&&i.push(t)},{strategy:o,timestamp:s,max_age:c,...l}=e,u=a(l,``);return{signal:o===void 0?u:{...u,strategy:n.strategy},missing:i}}function G(e,t){let n=e;for(let e of t.match(/[^.[\]]+/g)??[])n=typeof n==`object`&&n?n[e]:void 0;return n==null?``:typeof n==`object`?Object.keys(n).length?``:`[]`:String(n)}var K={message:null,values:{},transition:`flat_long`},q=300,J=new Set([`dialect_unknown`,`malformed_json`]),Y=class extends o{constructor(...e){super(...e),this.missing=[],this.symbol=``,this.transition=`flat_long`,this.text=``,this.values={},this.error=``,this.asked=0}disconnectedCallback(){super.disconnectedCallback(),clearTimeout(this.timer),this.text=``}willUpdate(e){this.text.trim()||(this.found=void 0)}render(){let{t}=this.ctx;return e`<label class="labelled">
        <span>${t(`pasted.alert`)}</span>
        <textarea
          class="field mono"
          name="pasted"
          rows="8"
          dir="ltr"
          spellcheck="false"
          autocomplete="off"
          aria-describedby="help"
          .value=${this.text}
          @input=${this.type}
        ></textarea>
      </label>
      <p class="soft small" id="help">${t(`pasted.help`)}</p>
      <div role="status" class="told">
        ${this.error?e`<p class="error">${this.error}</p>`:i} ${this.found?this.renderFound(this.found):i}
      </div>`}renderFound(t){let{t:r}=this.ctx,{system:a,message:o,refusal:s,unfilled:c}=t;return e`<p class="verdict" data-system=${a??``}>
        ${a?r(`pasted.system`,{system:n(a)}):r(o?`pasted.ours`:s&&J.has(s.code)?`pasted.unknown`:`pasted.wrong`)}
      </p>
      ${o&&H(o)?e`<p>${r(`pasted.strategy`)}</p>`:i}
      ${s&&!(c.length&&J.has(s.code))?this.renderRefusal(s):i}
      ${c.length?e`<p class="warning" data-unfilled>${r(`pasted.unfilled`,{names:c.join(`, `)})}</p>`:i}
      ${o&&H(o)?this.renderTransition():i} ${o?this.renderValues(o):i}
      ${t.parts.length?this.renderDifference(t):i}
      ${t.notes.length?e`<ul>
            ${t.notes.map(t=>e`<li>${k(t)}</li>`)}
          </ul>`:i}`}renderRefusal({code:t,error:n,errors:r}){return r.length?e`<p class="error">${this.ctx.t(`pasted.refused`)} <code>${t}</code></p>
      <ul data-errors>
        ${r.map(({path:t,message:n})=>e`<li><code>${t}</code> ${k(n)}</li>`)}
      </ul>`:e`<p class="error">${k(n)} <code>${t}</code></p>`}renderValues(t){let{t:n}=this.ctx,r=V(t);return r.length?e`<fieldset>
      <legend>${n(`pasted.values`)}</legend>
      <div class="pair">
        ${r.map(t=>e`<label class="labelled">
            <span><code>${t}</code></span>
            <input
              class="field"
              name=${t}
              placeholder=${t===`{{ticker}}`?this.symbol:``}
              .value=${this.values[t]??``}
              @input=${e=>this.give(t,e.target.value)}
            />
          </label>`)}
      </div>
      <p class="soft small">${n(`pasted.values_help`)}</p>
      ${this.missing.length?e`<p class="soft small" data-missing>${n(`pasted.missing`,{fields:this.missing.join(`, `)})}</p>`:i}
    </fieldset>`:i}renderTransition(){let{t}=this.ctx;return e`<label class="labelled">
      <span>${t(`builder.transition`)}</span>
      <select class="field" name="transition" @change=${e=>this.tell(e.target.value)}>
        ${Object.keys(w).map(n=>e`<option value=${n} ?selected=${n===this.transition}>${t(`transition.${n}`)}</option>`)}
      </select>
    </label>`}renderDifference({parts:t,added:n,message:r}){let{t:a}=this.ctx;return e`<table>
      <caption>
        ${a(`pasted.difference`)}
      </caption>
      <thead>
        <tr>
          <th scope="col">${a(`pasted.theirs`)}</th>
          <th scope="col">${a(`pasted.words`)}</th>
        </tr>
      </thead>
      <tbody>
        ${t.map(t=>e`<tr data-part=${t.path} data-kind=${t.kind}>
            <td>${t.path?e`<code>${t.path}</code> `:i}<bdi>${t.value}</bdi></td>
            <td>${this.outcome(t,r)}</td>
          </tr>`)}
        ${n.map(t=>e`<tr data-added=${t}>
            <td class="soft">${a(`pasted.added`)}</td>
            <td>${this.ours(t,r)}</td>
          </tr>`)}
      </tbody>
    </table>`}outcome({kind:t,ours:n,note:r,value:i},a){return t===`left_out`&&i===`{{timenow}}`?e`<code>timestamp</code> <bdi>${B}</bdi>`:t===`became`?n.map(t=>e`<div>${this.ours(t,a)}</div>`):e`<span class="soft">${r?k(r):this.ctx.t(`pasted.${t}`)}</span>`}ours(t,n){return e`<code>${t}</code> <bdi>${G(n,t)}</bdi>`}type(e){this.text=e.target.value,clearTimeout(this.timer),this.timer=setTimeout(()=>void this.read(),q)}give(e,t){this.values={...this.values,[e]:t},this.tell()}async read(){this.asked+=1;let{asked:e}=this;this.error=``;try{let t=this.text.trim()?await this.ctx.api.explainAlert(this.text):void 0;if(e!==this.asked)return;this.found=t}catch(t){if(e!==this.asked)return;this.found=void 0,this.error=f(t)}this.tell()}tell(e=this.transition){let t={message:this.found?.message??null,values:this.values,transition:e};this.dispatchEvent(new CustomEvent(`alert-read`,{detail:t}))}static{this.styles=[d,t`
      :host,
      .told {
        display: grid;
        gap: 12px;
        grid-template-columns: minmax(0, 1fr);
        min-width: 0;
      }
      p,
      ul {
        margin: 0;
        overflow-wrap: anywhere;
      }
      ul {
        padding-inline-start: 20px;
      }
      .mono {
        font-family: var(--ha-font-family-code, monospace);
        font-size: 13px;
        resize: vertical;
      }
      .small {
        font-size: 12px;
      }
      .verdict {
        font-size: 16px;
        font-weight: 500;
      }
      .warning {
        border-inline-start: 3px solid var(--warning-color, #ffa600);
        padding-inline-start: 10px;
      }
      fieldset {
        border: 1px solid var(--th-line);
        border-radius: 8px;
        display: grid;
        gap: 12px;
        margin: 0;
        min-width: 0;
        padding: 12px;
      }
      .pair {
        display: grid;
        gap: 12px;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 160px), 1fr));
      }
      table {
        border-collapse: collapse;
        font-size: 14px;
        table-layout: fixed;
        width: 100%;
      }
      caption {
        font-size: 16px;
        font-weight: 500;
        padding-bottom: 8px;
        text-align: start;
      }
      th {
        color: var(--th-soft);
        font-size: 12px;
        font-weight: 500;
        text-align: start;
      }
      th,
      td {
        border-bottom: 1px solid var(--th-line);
        overflow-wrap: anywhere;
        padding: 6px 8px 6px 0;
        vertical-align: top;
      }
      code {
        font-family: var(--ha-font-family-code, monospace);
        font-size: 12px;
      }
    `]}};l([c({attribute:!1})],Y.prototype,`ctx`,void 0),l([c({attribute:!1})],Y.prototype,`missing`,void 0),l([c()],Y.prototype,`symbol`,void 0),l([c()],Y.prototype,`transition`,void 0),l([r()],Y.prototype,`text`,void 0),l([r()],Y.prototype,`found`,void 0),l([r()],Y.prototype,`values`,void 0),l([r()],Y.prototype,`error`,void 0),Y=l([s(`tradehook-pasted-alert`)],Y);var X=y;function Z(e){let t=e?.body.plan;return(t&&j(t).symbol)??void 0}var Q=300,$=class extends o{constructor(...e){super(...e),this.accounts=[],this.only=``,this.chosen=``,this.form=X,this.pasting=!1,this.pasted=K,this.ownExchange=!1,this.judged=!0,this.stale=!1,this.busy=!1,this.error=``,this.market=new N(this),this.asked=0,this.world=``,this.giving=!1}get bots(){return this.accounts.flatMap(e=>e.loaded?e.bots.filter(({bot_id:e,manual:t})=>!t&&(!this.only||e===this.only)).map(t=>({account:e,bot:t})):[])}get picked(){return this.bots.find(({bot:e})=>e.bot_id===this.chosen)}disconnectedCallback(){super.disconnectedCallback(),clearTimeout(this.timer)}willUpdate(e){let t=this.bots[0];!this.picked&&t&&this.pick(t.bot.bot_id);let{bot:n,account:r}=this.picked??{},i=JSON.stringify([n?.bot_id,n?.status,n?.open_positions,r?.trading_enabled]);i!==this.world&&this.judged&&!this.giving&&this.hook&&this.change({},0),this.world=i}async pick(e){this.chosen=e,this.hook=this.answer=void 0,this.error=``;let{picked:t}=this;if(t)try{let n=await this.ctx.api.webhook(t.account.account,e);if(this.chosen!==e)return;this.hook=n;let r=n.symbols.includes(this.form.symbol),i=n.market_type!==`linear`&&this.form.action===`reverse`?`open`:this.form.action;this.change({action:i,...!r&&{symbol:this.usual}},0)}catch(e){this.error=f(e)}}render(){let{t}=this.ctx;return this.bots.length?e`<div class="columns">
      <form class="card" @submit=${e=>e.preventDefault()}>
        <div class="bar">
          <h2>${t(`builder.signal`)}</h2>
          ${this.renderKind()}
        </div>
        ${this.only?i:this.renderBots()}
        ${this.pasting?this.renderPasted():this.renderForm()}
      </form>
      <div class="side">${this.renderVerdict()} ${this.renderMessage()}</div>
    </div>`:e`<div class="card empty">
        <h2>${t(`builder.none`)}</h2>
        <p class="soft">${t(`overview.no_bots`)}</p>
      </div>`}renderForm(){return e`<tradehook-signal-form
          .ctx=${this.ctx}
          .form=${this.form}
          .hook=${this.hook}
          .errors=${this.answer?.body.errors??[]}
          @form-changed=${e=>this.change(e.detail)}
        ></tradehook-signal-form>
        <button type="button" class="button plain afresh" @click=${this.clear}>${this.ctx.t(`builder.clear`)}</button>`}renderKind(){let{t}=this.ctx;return e`<div class="segments" role="group" aria-label=${t(`builder.kind`)}>
      ${[`signal`,`strategy`,`pasted`].map(n=>e`<button
          type="button"
          aria-pressed=${String((this.pasting?`pasted`:this.form.kind)===n)}
          @click=${()=>this.switchTo(n)}
        >
          ${t(`builder.kind_${n}`)}
        </button>`)}
    </div>`}renderBots(){let{t}=this.ctx;return e`<label class="labelled">
      <span>${t(`builder.bot`)}</span>
      <select
        class="field"
        name="bot"
        @change=${e=>void this.pick(e.target.value)}
      >
        ${this.bots.map(({bot:t,account:n})=>e`<option value=${t.bot_id} ?selected=${t.bot_id===this.chosen}>
            ${t.name} · ${n.name}
          </option>`)}
      </select>
    </label>`}renderVerdict(){let{t}=this.ctx;return e`<section class="card" data-stale=${String(this.stale)} aria-busy=${String(this.stale)}>
      <h2>${t(this.judged?`builder.verdict`:`builder.answer`)}</h2>
      <div role="status" class="status">
        ${this.error?e`<p class="error">${this.error}</p>`:i}
        ${this.unread?e`<p class="error" data-unread>${t(`verdict.marked`)}</p>`:i}
        ${this.answer?e`<tradehook-answer
              .ctx=${this.ctx}
              .answer=${this.answer}
              .form=${this.pasting?void 0:p(this.form)}
              .candles=${this.market.candles}
              .account=${this.picked?.account.account??``}
              ?judged=${this.judged}
              ?brief=${this.judged&&!this.pasting}
            ></tradehook-answer>`:this.error||this.unread?i:e`<p class="soft">${t(this.pasting&&!this.pasted.message?`pasted.nothing`:`common.loading`)}</p>`}
      </div>
      <div class="actions">
        <button class="button outlined" ?disabled=${this.busy||!this.hook||this.unread||this.pasting&&!this.pasted.message} @click=${this.test}>
          ${this.busy?t(`common.working`):t(`builder.test`)}
        </button>
        ${this.form.kind===`signal`&&!this.pasting?e`<button class="button" ?disabled=${this.busy||!this.hook||!this.sendable} @click=${this.send}>
              ${t(`builder.send`)}
            </button>`:i}
      </div>
    </section>`}renderMessage(){let{t}=this.ctx,{form:n,hook:r}=this;if(!this.pasting&&m(n))return e`<tradehook-default-message .ctx=${this.ctx} .account=${this.picked?.account.account??``} .bot=${this.chosen}></tradehook-default-message>`;let i=[],a=this.pasted.message?.exchange;return!this.pasting&&T(n)&&i.push([`chart_market`,t(`builder.chart_market`),n.chart_market]),this.pasting&&r&&typeof a==`string`&&a.toUpperCase()!==r.exchange&&i.push([`own_exchange`,t(`pasted.own_exchange`,{exchange:r.exchange,other:a}),this.ownExchange]),(!this.pasting||this.pasted.message)&&i.push([`timestamp`,t(`builder.timestamp`),n.timestamp]),e`<tradehook-message-card
      .ctx=${this.ctx}
      .hook=${r}
      .ticks=${i}
      .message=${e=>this.messageWith(e)}
      .command=${e=>this.commandWith(e)}
      @tick=${({detail:{own_exchange:e,...t}})=>{e!==void 0&&(this.ownExchange=e),this.change(t)}}
    ></tradehook-message-card>`}messageWith(e){let{hook:t,form:n,words:r}=this;return!t||this.unread?``:this.pasting?r?JSON.stringify({api_key:t.api_key,api_secret:e,...r},null,2):``:x(n,t.exchange,t.api_key,e)}commandWith(e){let{hook:t,form:n}=this;return!t||this.unread||this.pasting&&!this.words?``:this.pasting?b(this.signal,t,e):S(n,t,e)}get words(){let e=this.ownExchange?this.hook?.exchange:void 0;return U(this.pasted.message,this.form.timestamp,e)}get filled(){let e=this.hook?.exchange??``,t={symbol:this.usual,exchange:e,strategy:E(this.form)};return W(this.words??{},this.pasted.values,t)}renderPasted(){return e`<tradehook-pasted-alert
      .ctx=${this.ctx}
      .missing=${this.filled.missing}
      .symbol=${this.usual}
      .transition=${this.form.transition}
      @alert-read=${({detail:e})=>{this.pasted=e,this.change({transition:e.transition},0)}}
    ></tradehook-pasted-alert>`}get usual(){let e=this.hook?.symbols??[];return e.find(e=>e.endsWith(`_BTC`))??e[0]??``}clear(){this.asked+=1,this.answer=void 0,this.renderRoot.querySelector(`tradehook-signal-form`)?.shut(),this.change({...y,symbol:this.usual},0)}switchTo(e){this.pasting=e===`pasted`,this.pasted=K,this.answer=void 0,this.change(e===`pasted`?{}:{kind:e,chart_market:e===`strategy`},0)}change(e,t=Q){this.form=X={...this.form,...e},this.stale=!0,clearTimeout(this.timer),this.timer=setTimeout(()=>void this.check(),t)}get signal(){return this.pasting?this.filled.signal:v(p(this.form),this.hook?.exchange??``)}get unread(){return!this.pasting&&(a(this.signal)||a(this.form.max_age))}async check(){let{picked:e}=this;if(!e||!this.hook)return;if(this.pasting&&!this.pasted.message){this.answer=void 0;return}this.asked+=1;let{asked:t}=this;if(this.unread)this.answer=void 0,this.error=``,this.judged=!0,this.stale=!1;else try{let n=await this.ctx.api.checkSignal(e.account.account,e.bot.bot_id,this.signal);if(t!==this.asked)return;this.show(n,!0)}catch(e){t===this.asked&&(this.error=f(e))}}show(e,t){let{market:n,currency:r,equity:i,free_balance:a}=this.answer??{},o=Z(this.answer)===Z(e);this.answer={market:o&&n||null,equity:i??null,free_balance:a??null,currency:r??``,...e},this.judged=t,this.stale=!1,this.error=``;let s=e.body.plan,c=s?j(s).symbol:void 0;c&&this.market.follow(this.ctx.api,this.picked?.account.account??``,c)}async test(){this.busy=!0;try{this.show(await this.give({...this.signal,test:!0}),!1),this.ctx.say(this.ctx.t(`builder.tested`))}catch(e){this.error=f(e)}finally{this.busy=!1}}get sendable(){let{answer:e}=this;return!!e&&!this.unread&&!this.stale&&!(this.judged&&e.status>=300)}send(){let{t:e,format:t}=this.ctx,{picked:n,form:r,answer:i}=this,a=C(this.signal,r),o=r.side?` ${e(`side.${r.side}`)}`:``,s=`${_(e,`action`,r.action)}${T(r)?` ${u(r.symbol)}${o}`:``}`;this.ctx.ask({title:e(`builder.send_title`),purse:M(n?.account),text:e(`builder.send_text`,{what:s,name:n?.bot.name??``}),facts:i?A(e,t,i):[],confirm:e(`builder.send`),act:async()=>{let t=await this.give(a);if(this.show(t,!1),t.status>=300)throw Error(t.body.error??t.body.status);return e(t.body.status===`duplicate`?`builder.duplicate`:`builder.sent`)}})}async give(e){let{picked:t}=this;if(!t)throw Error(this.ctx.t(`builder.none`));clearTimeout(this.timer),this.asked+=1,this.giving=!0;try{return await this.ctx.api.sendSignal(t.account.account,t.bot.bot_id,e)}finally{setTimeout(()=>this.giving=!1)}}static{this.styles=[d,D]}};l([c({attribute:!1})],$.prototype,`ctx`,void 0),l([c({attribute:!1})],$.prototype,`accounts`,void 0),l([c()],$.prototype,`only`,void 0),l([r()],$.prototype,`chosen`,void 0),l([r()],$.prototype,`hook`,void 0),l([r()],$.prototype,`form`,void 0),l([r()],$.prototype,`pasting`,void 0),l([r()],$.prototype,`pasted`,void 0),l([r()],$.prototype,`ownExchange`,void 0),l([r()],$.prototype,`answer`,void 0),l([r()],$.prototype,`judged`,void 0),l([r()],$.prototype,`stale`,void 0),l([r()],$.prototype,`busy`,void 0),l([r()],$.prototype,`error`,void 0),$=l([s(`tradehook-builder`)],$);export{$ as BuilderView,G as t};