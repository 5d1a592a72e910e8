import{f as e,g as t,h as n,l as r,m as i,n as a,p as o,r as s,s as c,t as l,v as u,x as d}from"./styles.js";import{i as f}from"./live-host.js";import{n as p,r as m,t as h}from"./signal-form.js";import{i as g}from"./candles.js";import{i as _}from"./localize.js";import{_ as v,a as y,c as b,d as x,l as S,m as C,p as w,s as T,u as E,v as D}from"./message.js";import"./answer.js";import{t as O}from"./builder-styles.js";import{f as k}from"./actions.js";import{t as A}from"./sentence.js";import{n as j,r as M}from"./plan.js";import{n as N}from"./purse.js";var ee=class{constructor(e){this.host=e,this.candles=[],this.following=``,e.addController(this)}hostDisconnected(){this.leave()}async follow(e,t,n){let r=`${t} ${n}`;if(this.following===r)return;this.leave(),this.following=r;let i=await e.market(t,n,5,e=>{this.following===r&&(this.candles=g(this.candles,e),this.host.requestUpdate())});this.following===r?this.end=i:i()}leave(){this.end?.(),this.end=void 0,this.following=``,this.candles=[]}},P=class extends n{constructor(...e){super(...e),this.account=``,this.bot=``,this.there=!1,this.address=``,this.error=``}disconnectedCallback(){super.disconnectedCallback(),this.address=``}render(){let{t:e}=this.ctx;return u`<p class="soft">${e(this.there?`others.address_there`:`others.address_none`)}</p>
      ${this.error?u`<p class="error" role="alert">${this.error}</p>`:t}
      ${this.address?u`<p class="warning">${e(`others.address_once`)}</p>
            <div class="row">
              <label class="labelled">
                <span>${e(`others.address`)}</span>
                <textarea class="field mono" name="address" rows="3" readonly dir="ltr" .value=${this.address}></textarea>
              </label>
              <button class="button outlined" @click=${this.copy}>${e(`builder.copy_url`)}</button>
            </div>`:t}
      <div class="buttons">
        <button class="button outlined" @click=${this.renew}>${e(this.there?`others.address_renew`:`others.address_make`)}</button>
        ${this.there?u`<button class="button outlined" @click=${this.end}>${e(`others.address_end`)}</button>`:t}
      </div>`}async copy(){let e=this.renderRoot.querySelector(`textarea`);e&&await k(e)&&this.ctx.say(this.ctx.t(`common.copied`))}renew(){let{t:e,api:t}=this.ctx,n=async()=>(this.tell((await t.newSecretAddress(this.account,this.bot)).address),e(`others.address_made`));this.there?this.ctx.ask({title:e(`others.address_renew`),text:e(`others.address_renew_text`),confirm:e(`others.address_renew`),danger:!0,act:n}):n().catch(e=>this.error=f(e))}end(){let{t:e,api:t}=this.ctx;this.ctx.ask({title:e(`others.address_end`),text:e(`others.address_end_text`),confirm:e(`others.address_end`),danger:!0,act:async()=>(await t.endSecretAddress(this.account,this.bot),this.tell(``),e(`others.address_ended`))})}tell(e){this.error=``,this.address=e,this.dispatchEvent(new CustomEvent(`address-changed`,{detail:e}))}static{this.styles=[l,d`
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
    `]}};s([i({attribute:!1})],P.prototype,`ctx`,void 0),s([i()],P.prototype,`account`,void 0),s([i()],P.prototype,`bot`,void 0),s([i({type:Boolean})],P.prototype,`there`,void 0),s([i()],P.prototype,`address`,void 0),s([o()],P.prototype,`error`,void 0),P=s([a(`tradehook-secret-address`)],P);var F=`tradingview`,I=class extends n{constructor(...e){super(...e),this.account=``,this.bot=``,this.address=``,this.error=``}disconnectedCallback(){super.disconnectedCallback(),this.address=``}willUpdate(e){(e.has(`bot`)||e.has(`account`))&&(this.senders=void 0,this.address=this.error=``,this.bot&&this.load())}render(){let{t:e}=this.ctx;return u`<section class="card">
      <h2>${e(`builder.message`)}</h2>
      <p class="soft">${e(`builder.default_means`)}</p>
      <label class="labelled">
        <span>${e(`builder.as_message`)}</span>
        <textarea class="field mono" id="message" rows="4" readonly dir="ltr" .value=${h}></textarea>
      </label>
      <div class="actions">
        <button class="button outlined" @click=${this.copy}>${e(`builder.copy_message`)}</button>
      </div>
      <h3>${e(`others.address`)}</h3>
      ${this.error?u`<p class="error" role="alert">${this.error}</p>`:t}
      ${this.senders?this.renderWay(this.senders):this.error?t:u`<p class="soft" role="status">${e(`common.loading`)}</p>`}
    </section>`}renderWay({systems:e,address:n}){let{t:r}=this.ctx;return e.some(({system:e})=>e===F)?u`${n?u`<p data-way>${r(`others.known`)}</p>`:t}
      <tradehook-secret-address
        .ctx=${this.ctx}
        .account=${this.account}
        .bot=${this.bot}
        .there=${n}
        .address=${this.address}
        @address-changed=${({detail:e})=>{this.address=e,this.load()}}
      ></tradehook-secret-address>`:u`<p data-way>${r(`others.way_address`)}</p>
        <div class="actions">
          <button class="button" data-learn @click=${this.learn}>${r(`others.take`,{system:r(`builder.wording_default`)})}</button>
        </div>`}async load(){let{account:e,bot:t}=this;try{let n=await this.ctx.api.otherSenders(e,t);if(t!==this.bot)return;this.senders=n,this.error=``}catch(e){t===this.bot&&(this.error=f(e))}}learn(){let{t:e,api:t}=this.ctx,{account:n,bot:r}=this,i=e(`builder.wording_default`);this.ctx.ask({title:e(`others.take`,{system:i}),text:e(`others.take_address`),confirm:e(`others.take_confirm`),act:async()=>{let{address:a}=await t.learnAlert(n,r,h,{});return r===this.bot&&(this.address=a??``,await this.load()),e(`others.learned`,{system:i})}})}async copy(){let e=this.renderRoot.querySelector(`#message`);e&&await k(e)&&this.ctx.say(this.ctx.t(`common.copied`))}static{this.styles=[l,O,d`
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
    `]}};s([i({attribute:!1})],I.prototype,`ctx`,void 0),s([i()],I.prototype,`account`,void 0),s([i()],I.prototype,`bot`,void 0),s([o()],I.prototype,`senders`,void 0),s([o()],I.prototype,`address`,void 0),s([o()],I.prototype,`error`,void 0),I=s([a(`tradehook-default-message`)],I);var L=class extends n{constructor(...e){super(...e),this.message=()=>``,this.command=()=>``,this.ticks=[],this.secret=``,this.curl=!1}disconnectedCallback(){super.disconnectedCallback(),this.secret=``}render(){let{t:e}=this.ctx;return u`<section class="card">
      <h2>${e(`builder.message`)}</h2>
      <label class="labelled">
        <span>${e(`builder.url`)}</span>
        <textarea class="field mono" id="url" rows="2" readonly dir="ltr" .value=${this.hook?.url??``}></textarea>
      </label>
      <label class="labelled">
        <span>${e(`builder.secret`)}</span>
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
      ${this.curl?t:this.ticks.map(e=>this.renderTick(e))}
      <label class="labelled">
        <span>${e(this.curl?`builder.as_curl`:`builder.as_message`)}</span>
        <textarea class="field mono" id="message" rows="12" readonly dir="ltr" .value=${this.text}></textarea>
      </label>
      <div class="actions">
        <button class="button plain" @click=${()=>this.curl=!this.curl}>
          ${e(this.curl?`builder.show_message`:`builder.show_curl`)}
        </button>
        <button class="button outlined" @click=${()=>this.copy(`url`)}>${e(`builder.copy_url`)}</button>
        <button class="button" ?disabled=${!this.text} @click=${()=>this.copy(`message`)}>
          ${e(this.curl?`builder.copy_curl`:`builder.copy_message`)}
        </button>
      </div>
    </section>`}renderTick([e,t,n]){return u`<label class="tick">
      <input type="checkbox" name=${e} .checked=${n} @change=${this.tick} />
      <span>${t}</span>
    </label>`}tick(e){let{name:t,checked:n}=e.target;this.dispatchEvent(new CustomEvent(`tick`,{detail:{[t]:n}}))}get text(){if(!this.hook)return``;let e=this.secret||this.ctx.t(`builder.secret_here`);return this.curl?this.command(e):this.message(e)}async copy(e){let t=this.renderRoot.querySelector(`#${e}`);await k(t)&&this.ctx.say(this.ctx.t(`common.copied`))}static{this.styles=[l,O,d`:host { display: grid; min-width: 0; }`]}};s([i({attribute:!1})],L.prototype,`ctx`,void 0),s([i({attribute:!1})],L.prototype,`hook`,void 0),s([i({attribute:!1})],L.prototype,`message`,void 0),s([i({attribute:!1})],L.prototype,`command`,void 0),s([i({attribute:!1})],L.prototype,`ticks`,void 0),s([o()],L.prototype,`secret`,void 0),s([o()],L.prototype,`curl`,void 0),L=s([a(`tradehook-message-card`)],L);var R=/\{\{[^{}\s]{1,60}\}\}/g,z=/^\{\{strategy\./,B=`{{timenow}}`;function V(e){let t=JSON.stringify(e).match(R)??[],n=e=>e!==`{{timenow}}`&&e!==`{{exchange}}`&&!z.test(e);return[...new Set(t)].filter(n)}function H(e){return`strategy`in e}function U(e,t,n){if(!e)return null;let{timestamp:r,max_age:i,...a}=e;return{...a,...n&&`exchange`in e&&{exchange:n},...t&&{timestamp:`{{timenow}}`},...t&&i!==void 0&&{max_age:i}}}function W(e,t,n){let r={"{{exchange}}":n.exchange};for(let[e,n]of Object.entries(t))n.trim()&&(r[e]=n.trim());r[`{{ticker}}`]??=n.symbol;let i=[],a=(e,t)=>{if(Array.isArray(e))return e.map((e,n)=>a(e,`${t}[${n}]`));if(typeof e==`object`&&e){let n=Object.entries(e).map(([e,n])=>[e,a(n,t?`${t}.${e}`:e)]);return Object.fromEntries(n.filter(([,e])=>e!==void 0))}if(typeof e!=`string`)return e;let n=e.replace(R,e=>r[e]??e);if(n.match(R)===null)return n;n!==`{{timenow}}`&&i.push(t)},{strategy:o,timestamp:s,max_age:c,...l}=e,u=a(l,``);return{signal:o===void 0?u:{...u,strategy:n.strategy},missing:i}}function G(e,t){let n=e;for(let e of t.match(/[^.[\]]+/g)??[])n=typeof n==`object`&&n?n[e]:void 0;return n==null?``:typeof n==`object`?Object.keys(n).length?``:`[]`:String(n)}var K={message:null,values:{},transition:`flat_long`},q=300,J=new Set([`dialect_unknown`,`malformed_json`]),Y=class extends n{constructor(...e){super(...e),this.missing=[],this.symbol=``,this.transition=`flat_long`,this.text=``,this.values={},this.error=``,this.asked=0}disconnectedCallback(){super.disconnectedCallback(),clearTimeout(this.timer),this.text=``}willUpdate(e){this.text.trim()||(this.found=void 0)}render(){let{t:e}=this.ctx;return u`<label class="labelled">
        <span>${e(`pasted.alert`)}</span>
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
      <p class="soft small" id="help">${e(`pasted.help`)}</p>
      <div role="status" class="told">
        ${this.error?u`<p class="error">${this.error}</p>`:t} ${this.found?this.renderFound(this.found):t}
      </div>`}renderFound(n){let{t:r}=this.ctx,{system:i,message:a,refusal:o,unfilled:s}=n;return u`<p class="verdict" data-system=${i??``}>
        ${i?r(`pasted.system`,{system:e(i)}):r(a?`pasted.ours`:o&&J.has(o.code)?`pasted.unknown`:`pasted.wrong`)}
      </p>
      ${a&&H(a)?u`<p>${r(`pasted.strategy`)}</p>`:t}
      ${o&&!(s.length&&J.has(o.code))?this.renderRefusal(o):t}
      ${s.length?u`<p class="warning" data-unfilled>${r(`pasted.unfilled`,{names:s.join(`, `)})}</p>`:t}
      ${a&&H(a)?this.renderTransition():t} ${a?this.renderValues(a):t}
      ${n.parts.length?this.renderDifference(n):t}
      ${n.notes.length?u`<ul>
            ${n.notes.map(e=>u`<li>${A(e)}</li>`)}
          </ul>`:t}`}renderRefusal({code:e,error:t,errors:n}){return n.length?u`<p class="error">${this.ctx.t(`pasted.refused`)} <code>${e}</code></p>
      <ul data-errors>
        ${n.map(({path:e,message:t})=>u`<li><code>${e}</code> ${A(t)}</li>`)}
      </ul>`:u`<p class="error">${A(t)} <code>${e}</code></p>`}renderValues(e){let{t:n}=this.ctx,r=V(e);return r.length?u`<fieldset>
      <legend>${n(`pasted.values`)}</legend>
      <div class="pair">
        ${r.map(e=>u`<label class="labelled">
            <span><code>${e}</code></span>
            <input
              class="field"
              name=${e}
              placeholder=${e===`{{ticker}}`?this.symbol:``}
              .value=${this.values[e]??``}
              @input=${t=>this.give(e,t.target.value)}
            />
          </label>`)}
      </div>
      <p class="soft small">${n(`pasted.values_help`)}</p>
      ${this.missing.length?u`<p class="soft small" data-missing>${n(`pasted.missing`,{fields:this.missing.join(`, `)})}</p>`:t}
    </fieldset>`:t}renderTransition(){let{t:e}=this.ctx;return u`<label class="labelled">
      <span>${e(`builder.transition`)}</span>
      <select class="field" name="transition" @change=${e=>this.tell(e.target.value)}>
        ${Object.keys(T).map(t=>u`<option value=${t} ?selected=${t===this.transition}>${e(`transition.${t}`)}</option>`)}
      </select>
    </label>`}renderDifference({parts:e,added:n,message:r}){let{t:i}=this.ctx;return u`<table>
      <caption>
        ${i(`pasted.difference`)}
      </caption>
      <thead>
        <tr>
          <th scope="col">${i(`pasted.theirs`)}</th>
          <th scope="col">${i(`pasted.words`)}</th>
        </tr>
      </thead>
      <tbody>
        ${e.map(e=>u`<tr data-part=${e.path} data-kind=${e.kind}>
            <td>${e.path?u`<code>${e.path}</code> `:t}<bdi>${e.value}</bdi></td>
            <td>${this.outcome(e,r)}</td>
          </tr>`)}
        ${n.map(e=>u`<tr data-added=${e}>
            <td class="soft">${i(`pasted.added`)}</td>
            <td>${this.ours(e,r)}</td>
          </tr>`)}
      </tbody>
    </table>`}outcome({kind:e,ours:t,note:n,value:r},i){return e===`left_out`&&r===`{{timenow}}`?u`<code>timestamp</code> <bdi>${B}</bdi>`:e===`became`?t.map(e=>u`<div>${this.ours(e,i)}</div>`):u`<span class="soft">${n?A(n):this.ctx.t(`pasted.${e}`)}</span>`}ours(e,t){return u`<code>${e}</code> <bdi>${G(t,e)}</bdi>`}type(e){this.text=e.target.value,clearTimeout(this.timer),this.timer=setTimeout(()=>void this.read(),q)}give(e,t){this.values={...this.values,[e]:t},this.tell()}async read(){this.asked+=1;let{asked:e}=this;this.error=``;try{let t=this.text.trim()?await this.ctx.api.explainAlert(this.text):void 0;if(e!==this.asked)return;this.found=t}catch(t){if(e!==this.asked)return;this.found=void 0,this.error=f(t)}this.tell()}tell(e=this.transition){let t={message:this.found?.message??null,values:this.values,transition:e};this.dispatchEvent(new CustomEvent(`alert-read`,{detail:t}))}static{this.styles=[l,d`
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
    `]}};s([i({attribute:!1})],Y.prototype,`ctx`,void 0),s([i({attribute:!1})],Y.prototype,`missing`,void 0),s([i()],Y.prototype,`symbol`,void 0),s([i()],Y.prototype,`transition`,void 0),s([o()],Y.prototype,`text`,void 0),s([o()],Y.prototype,`found`,void 0),s([o()],Y.prototype,`values`,void 0),s([o()],Y.prototype,`error`,void 0),Y=s([a(`tradehook-pasted-alert`)],Y);var X=y;function Z(e){let t=e?.body.plan;return(t&&M(t).symbol)??void 0}var Q=300,$=class extends n{constructor(...e){super(...e),this.accounts=[],this.only=``,this.chosen=``,this.form=X,this.pasting=!1,this.pasted=K,this.ownExchange=!1,this.judged=!0,this.stale=!1,this.busy=!1,this.error=``,this.market=new ee(this),this.asked=0,this.world=``,this.giving=!1}get bots(){return this.accounts.flatMap(e=>e.loaded?e.bots.filter(({bot_id:e,manual:t})=>!t&&(!this.only||e===this.only)).map(t=>({account:e,bot:t})):[])}get picked(){return this.bots.find(({bot:e})=>e.bot_id===this.chosen)}disconnectedCallback(){super.disconnectedCallback(),clearTimeout(this.timer)}willUpdate(e){let t=this.bots[0];!this.picked&&t&&this.pick(t.bot.bot_id);let{bot:n,account:r}=this.picked??{},i=JSON.stringify([n?.bot_id,n?.status,n?.open_positions,r?.trading_enabled]);i!==this.world&&this.judged&&!this.giving&&this.hook&&this.change({},0),this.world=i}async pick(e){this.chosen=e,this.hook=this.answer=void 0,this.error=``;let{picked:t}=this;if(t)try{let n=await this.ctx.api.webhook(t.account.account,e);if(this.chosen!==e)return;this.hook=n;let r=n.symbols.includes(this.form.symbol),i=n.market_type!==`linear`&&this.form.action===`reverse`?`open`:this.form.action;this.change({action:i,...!r&&{symbol:this.usual}},0)}catch(e){this.error=f(e)}}render(){let{t:e}=this.ctx;return this.bots.length?u`<div class="columns">
      <form class="card" @submit=${e=>e.preventDefault()}>
        <div class="bar">
          <h2>${e(`builder.signal`)}</h2>
          ${this.renderKind()}
        </div>
        ${this.only?t:this.renderBots()}
        ${this.pasting?this.renderPasted():this.renderForm()}
      </form>
      <div class="side">${this.renderVerdict()} ${this.renderMessage()}</div>
    </div>`:u`<div class="card empty">
        <h2>${e(`builder.none`)}</h2>
        <p class="soft">${e(`overview.no_bots`)}</p>
      </div>`}renderForm(){return u`<tradehook-signal-form
          .ctx=${this.ctx}
          .form=${this.form}
          .hook=${this.hook}
          .errors=${this.answer?.body.errors??[]}
          @form-changed=${e=>this.change(e.detail)}
        ></tradehook-signal-form>
        <button type="button" class="button plain afresh" @click=${this.clear}>${this.ctx.t(`builder.clear`)}</button>`}renderKind(){let{t:e}=this.ctx;return u`<div class="segments" role="group" aria-label=${e(`builder.kind`)}>
      ${[`signal`,`strategy`,`pasted`].map(t=>u`<button
          type="button"
          aria-pressed=${String((this.pasting?`pasted`:this.form.kind)===t)}
          @click=${()=>this.switchTo(t)}
        >
          ${e(`builder.kind_${t}`)}
        </button>`)}
    </div>`}renderBots(){let{t:e}=this.ctx;return u`<label class="labelled">
      <span>${e(`builder.bot`)}</span>
      <select
        class="field"
        name="bot"
        @change=${e=>void this.pick(e.target.value)}
      >
        ${this.bots.map(({bot:e,account:t})=>u`<option value=${e.bot_id} ?selected=${e.bot_id===this.chosen}>
            ${e.name} · ${t.name}
          </option>`)}
      </select>
    </label>`}renderVerdict(){let{t:e}=this.ctx;return u`<section class="card" data-stale=${String(this.stale)} aria-busy=${String(this.stale)}>
      <h2>${e(this.judged?`builder.verdict`:`builder.answer`)}</h2>
      <div role="status" class="status">
        ${this.error?u`<p class="error">${this.error}</p>`:t}
        ${this.unread?u`<p class="error" data-unread>${e(`verdict.marked`)}</p>`:t}
        ${this.answer?u`<tradehook-answer
              .ctx=${this.ctx}
              .answer=${this.answer}
              .form=${this.pasting?void 0:p(this.form)}
              .candles=${this.market.candles}
              .account=${this.picked?.account.account??``}
              ?judged=${this.judged}
              ?brief=${this.judged&&!this.pasting}
            ></tradehook-answer>`:this.error||this.unread?t:u`<p class="soft">${e(this.pasting&&!this.pasted.message?`pasted.nothing`:`common.loading`)}</p>`}
      </div>
      <div class="actions">
        <button class="button outlined" ?disabled=${this.busy||!this.hook||this.unread||this.pasting&&!this.pasted.message} @click=${this.test}>
          ${this.busy?e(`common.working`):e(`builder.test`)}
        </button>
        ${this.form.kind===`signal`&&!this.pasting?u`<button class="button" ?disabled=${this.busy||!this.hook||!this.sendable} @click=${this.send}>
              ${e(`builder.send`)}
            </button>`:t}
      </div>
    </section>`}renderMessage(){let{t:e}=this.ctx,{form:t,hook:n}=this;if(!this.pasting&&m(t))return u`<tradehook-default-message .ctx=${this.ctx} .account=${this.picked?.account.account??``} .bot=${this.chosen}></tradehook-default-message>`;let r=[],i=this.pasted.message?.exchange;return!this.pasting&&E(t)&&r.push([`chart_market`,e(`builder.chart_market`),t.chart_market]),this.pasting&&n&&typeof i==`string`&&i.toUpperCase()!==n.exchange&&r.push([`own_exchange`,e(`pasted.own_exchange`,{exchange:n.exchange,other:i}),this.ownExchange]),(!this.pasting||this.pasted.message)&&r.push([`timestamp`,e(`builder.timestamp`),t.timestamp]),u`<tradehook-message-card
      .ctx=${this.ctx}
      .hook=${n}
      .ticks=${r}
      .message=${e=>this.messageWith(e)}
      .command=${e=>this.commandWith(e)}
      @tick=${({detail:{own_exchange:e,...t}})=>{e!==void 0&&(this.ownExchange=e),this.change(t)}}
    ></tradehook-message-card>`}messageWith(e){let{hook:t,form:n,words:r}=this;return!t||this.unread?``:this.pasting?r?JSON.stringify({api_key:t.api_key,api_secret:e,...r},null,2):``:x(n,t.exchange,t.api_key,e)}commandWith(e){let{hook:t,form:n}=this;return!t||this.unread||this.pasting&&!this.words?``:this.pasting?b(this.signal,t,e):S(n,t,e)}get words(){let e=this.ownExchange?this.hook?.exchange:void 0;return U(this.pasted.message,this.form.timestamp,e)}get filled(){let e=this.hook?.exchange??``,t={symbol:this.usual,exchange:e,strategy:D(this.form)};return W(this.words??{},this.pasted.values,t)}renderPasted(){return u`<tradehook-pasted-alert
      .ctx=${this.ctx}
      .missing=${this.filled.missing}
      .symbol=${this.usual}
      .transition=${this.form.transition}
      @alert-read=${({detail:e})=>{this.pasted=e,this.change({transition:e.transition},0)}}
    ></tradehook-pasted-alert>`}get usual(){let e=this.hook?.symbols??[];return e.find(e=>e.endsWith(`_BTC`))??e[0]??``}clear(){this.asked+=1,this.answer=void 0,this.renderRoot.querySelector(`tradehook-signal-form`)?.shut(),this.change({...y,symbol:this.usual},0)}switchTo(e){this.pasting=e===`pasted`,this.pasted=K,this.answer=void 0,this.change(e===`pasted`?{}:{kind:e,chart_market:e===`strategy`},0)}change(e,t=Q){this.form=X={...this.form,...e},this.stale=!0,clearTimeout(this.timer),this.timer=setTimeout(()=>void this.check(),t)}get signal(){return this.pasting?this.filled.signal:v(p(this.form),this.hook?.exchange??``)}get unread(){let{pasting:e,form:t,signal:n}=this,i=C(t)&&!m(t)&&t.timestamp;return!e&&(r(n)||i&&r(t.max_age))}async check(){let{picked:e}=this;if(!e||!this.hook)return;if(this.pasting&&!this.pasted.message){this.answer=void 0;return}this.asked+=1;let{asked:t}=this;if(this.unread)this.answer=void 0,this.error=``,this.judged=!0,this.stale=!1;else try{let n=await this.ctx.api.checkSignal(e.account.account,e.bot.bot_id,this.signal);if(t!==this.asked)return;this.show(n,!0)}catch(e){t===this.asked&&(this.error=f(e))}}show(e,t){let{market:n,currency:r,equity:i,free_balance:a}=this.answer??{},o=Z(this.answer)===Z(e);this.answer={market:o&&n||null,equity:i??null,free_balance:a??null,currency:r??``,...e},this.judged=t,this.stale=!1,this.error=``;let s=e.body.plan,c=s?M(s).symbol:void 0;c&&this.market.follow(this.ctx.api,this.picked?.account.account??``,c)}async test(){this.busy=!0;try{this.show(await this.give({...this.signal,test:!0}),!1),this.ctx.say(this.ctx.t(`builder.tested`))}catch(e){this.error=f(e)}finally{this.busy=!1}}get sendable(){let{answer:e}=this;return!!e&&!this.unread&&!this.stale&&!(this.judged&&e.status>=300)}send(){let{t:e,format:t}=this.ctx,{picked:n,form:r,answer:i}=this,a=w(this.signal,r),o=r.side?` ${e(`side.${r.side}`)}`:``,s=`${_(e,`action`,r.action)}${E(r)?` ${c(r.symbol)}${o}`:``}`;this.ctx.ask({title:e(`builder.send_title`),purse:N(n?.account),text:e(`builder.send_text`,{what:s,name:n?.bot.name??``}),facts:i?j(e,t,i):[],confirm:e(`builder.send`),act:async()=>{let t=await this.give(a);if(this.show(t,!1),t.status>=300)throw Error(t.body.error??t.body.status);return e(t.body.status===`duplicate`?`builder.duplicate`:`builder.sent`)}})}async give(e){let{picked:t}=this;if(!t)throw Error(this.ctx.t(`builder.none`));clearTimeout(this.timer),this.asked+=1,this.giving=!0;try{return await this.ctx.api.sendSignal(t.account.account,t.bot.bot_id,e)}finally{setTimeout(()=>this.giving=!1)}}static{this.styles=[l,O]}};s([i({attribute:!1})],$.prototype,`ctx`,void 0),s([i({attribute:!1})],$.prototype,`accounts`,void 0),s([i()],$.prototype,`only`,void 0),s([o()],$.prototype,`chosen`,void 0),s([o()],$.prototype,`hook`,void 0),s([o()],$.prototype,`form`,void 0),s([o()],$.prototype,`pasting`,void 0),s([o()],$.prototype,`pasted`,void 0),s([o()],$.prototype,`ownExchange`,void 0),s([o()],$.prototype,`answer`,void 0),s([o()],$.prototype,`judged`,void 0),s([o()],$.prototype,`stale`,void 0),s([o()],$.prototype,`busy`,void 0),s([o()],$.prototype,`error`,void 0),$=s([a(`tradehook-builder`)],$);export{$ as BuilderView,G as t};