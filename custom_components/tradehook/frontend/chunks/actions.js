import{g as e,h as t,m as n,n as r,o as i,p as a,r as o,t as s,v as c,x as l}from"./styles.js";import{i as u}from"./live-host.js";import{n as d}from"./periods.js";import{i as f}from"./localize.js";import{n as p,t as m}from"./purse.js";import{n as h,t as g}from"./sentence.js";var _=l`
  dialog {
    background: var(--ha-card-background, var(--card-background-color));
    border: 0;
    border-radius: var(--ha-dialog-border-radius, 24px);
    color: var(--primary-text-color);
    max-width: min(520px, calc(100vw - 32px));
    padding: 24px;
    width: 520px;
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 50%);
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    justify-content: flex-end;
    margin-top: 24px;
  }
  .warning {
    border-inline-start: 3px solid var(--warning-color, #ffa600);
    margin: 12px 0 0;
    overflow-wrap: anywhere;
    padding-inline-start: 10px;
  }
  .purse {
    align-items: center;
    display: flex;
    gap: 8px;
    margin: 12px 0 0;
  }
  [data-facts] {
    display: grid;
    gap: 6px;
    margin: 12px 0 0;
  }
  [data-facts] div {
    display: flex;
    gap: 4px 16px;
    justify-content: space-between;
  }
  [data-facts] dd {
    margin: 0;
    text-align: end;
    white-space: normal;
  }
  .choice {
    border: 1px solid var(--th-line);
    border-radius: var(--th-radius);
    cursor: pointer;
    display: flex;
    gap: 12px;
    margin-top: 12px;
    padding: 12px 16px;
  }
  .choice:has(:checked) {
    border-color: var(--th-link);
  }
  .choice b {
    display: block;
    font-weight: 500;
  }
  .choice input {
    accent-color: var(--th-link);
    flex: none;
    height: 20px;
    width: 20px;
  }
`,v=`tradehook-links-changed`,y=class extends t{constructor(...e){super(...e),this.busy=!1,this.error=``}async ask(e){this.question=e,this.error=``,await this.updateComplete,this.renderRoot.querySelector(`dialog`).showModal()}render(){let{question:t}=this;return t?c`<dialog
      aria-labelledby="title"
      @close=${this.onClose}
      @cancel=${e=>this.busy&&e.preventDefault()}
    >
      <h2 id="title">${t.title}</h2>
      ${t.purse?m(this.ctx.t,t.purse):e}
      ${t.text?c`<p>${t.text}</p>`:e}
      ${(`warnings`in t?t.warnings:[]).map(e=>c`<p class="warning" data-warning>${g(h(e))}</p>`)}
      ${t.facts?.length?c`<dl data-facts>
            ${t.facts.map(([e,t,n])=>c`<div>
                <dt class="soft">${e}</dt>
                <dd class="number ${n??``}">${t}</dd>
              </div>`)}
          </dl>`:e}
      <div role="alert">
        ${this.error?c`<p class="error" data-error>${g(this.error)}</p>`:e}
      </div>
      <div class="actions">
        ${`act`in t?c`<button class="button plain" ?disabled=${this.busy} @click=${this.close}>
              ${this.ctx.t(`common.cancel`)}
            </button>`:e}
        <button
          class="button ${t.danger?`danger`:``}"
          data-confirm
          ?disabled=${this.busy}
          @click=${this.act}
        >
          ${this.busy?this.ctx.t(`common.working`):t.confirm}
        </button>
      </div>
    </dialog>`:e}close(){this.renderRoot.querySelector(`dialog`)?.close()}onClose(){this.question=void 0,S(this)}async act(){let{question:e}=this;if(e&&!this.busy){if(!(`act`in e))return this.close();this.busy=!0,this.error=``;try{let t=await e.act();this.close(),this.ctx.say(t)}catch(e){this.error=u(e)}finally{this.busy=!1}}}static{this.styles=[s,_]}};o([n({attribute:!1})],y.prototype,`ctx`,void 0),o([a()],y.prototype,`question`,void 0),o([a()],y.prototype,`busy`,void 0),o([a()],y.prototype,`error`,void 0),y=o([r(`tradehook-confirm`)],y);var b=class extends t{constructor(...e){super(...e),this.mode=`close`,this.question=!1,this.busy=!1,this.error=``,this.copied=!1}async ask(e){this.position=e,this.mode=`close`,this.question=!1,this.link=void 0,this.error=``,this.copied=!1,await this.updateComplete,this.renderRoot.querySelector(`dialog`).showModal()}render(){let{position:t,link:n}=this,{t:r}=this.ctx;if(!t)return e;let a=`${i(t.symbol)} ${r(`side.${t.side}`)}`;return c`<dialog aria-labelledby="title" @close=${this.onClose}>
      <h2 id="title">${r(`link.title`,{name:a})}</h2>
      ${n?this.renderLink(n):this.renderChoice()}
      <div role="alert">
        ${this.error?c`<p class="error" data-error>${g(this.error)}</p>`:e}
      </div>
      <div class="actions">
        <button class="button plain" @click=${this.close}>
          ${r(n?`common.done`:`common.cancel`)}
        </button>
        ${n?c`<button class="button" data-copy @click=${this.copy}>
              ${this.copied?r(`common.copied`):r(`common.copy`)}
            </button>`:c`<button class="button" data-create ?disabled=${this.busy} @click=${this.create}>
              ${this.busy?r(`common.working`):r(`link.create`)}
            </button>`}
      </div>
    </dialog>`}renderChoice(){let{t:e}=this.ctx;return c`<p class="soft">${e(`link.what`)}</p>
      <div role="radiogroup" aria-labelledby="title">
        ${[`close`,`keep`].map(t=>c`<label class="choice">
            <input
              type="radio"
              name="mode"
              value=${t}
              .checked=${this.mode===t}
              @change=${()=>this.mode=t}
            />
            <span>
              <b>${e(`link.${t}`)}</b>
              <span class="soft">${e(`link.${t}_means`)}</span>
            </span>
          </label>`)}
      </div>
      <label class="choice">
        <input
          type="checkbox"
          name="question"
          .checked=${this.question}
          @change=${e=>this.question=e.target.checked}
        />
        <span>
          <b>${e(`link.question`)}</b>
          <span class="soft">${e(`link.question_means`)}</span>
        </span>
      </label>`}renderLink(e){let{t}=this.ctx;return c`<label class="labelled">
        <span>${t(`link.${e.mode}`)}</span>
        <textarea
          class="field"
          data-url
          rows="3"
          readonly
          dir="ltr"
          .value=${e.url}
          @focus=${e=>e.target.select()}
        ></textarea>
      </label>
      <p class="soft">${t(e.question?`link.how_question`:`link.how`)}</p>`}close(){this.renderRoot.querySelector(`dialog`)?.close()}onClose(){this.position=void 0,this.link=void 0,S(this)}async create(){if(this.position){this.busy=!0,this.error=``;try{this.link=await this.ctx.api.createLink(this.position,this.mode,this.question),window.dispatchEvent(new Event(v))}catch(e){this.error=u(e)}finally{this.busy=!1}}}async copy(){let e=this.renderRoot.querySelector(`[data-url]`);this.copied=await C(e)}static{this.styles=[s,_]}};o([n({attribute:!1})],b.prototype,`ctx`,void 0),o([a()],b.prototype,`position`,void 0),o([a()],b.prototype,`mode`,void 0),o([a()],b.prototype,`question`,void 0),o([a()],b.prototype,`busy`,void 0),o([a()],b.prototype,`link`,void 0),o([a()],b.prototype,`error`,void 0),o([a()],b.prototype,`copied`,void 0),b=o([r(`tradehook-link-dialog`)],b);var x=`tradehook-focus-lost`;function S(e){setTimeout(()=>{document.activeElement===document.body&&e.dispatchEvent(new CustomEvent(x,{bubbles:!0,composed:!0}))})}async function C(e){try{return await navigator.clipboard.writeText(e.value),!0}catch{return e.focus(),e.select(),document.execCommand(`copy`)}}var w=class extends t{constructor(...e){super(...e),this.news=0}render(){let{ctx:e,news:t}=this;return c`<tradehook-confirm .ctx=${e}></tradehook-confirm>
      <tradehook-link-dialog .ctx=${e}></tradehook-link-dialog>
      <tradehook-close-dialog .ctx=${e} .news=${t}></tradehook-close-dialog>
      <tradehook-resize-dialog .ctx=${e} .news=${t}></tradehook-resize-dialog>
      <tradehook-exits-dialog .ctx=${e}></tradehook-exits-dialog>
      <tradehook-several-dialog .ctx=${e} .news=${t}></tradehook-several-dialog>`}ask(e){this.dialog(`confirm`).ask(e)}link(e){this.dialog(`link-dialog`).ask(e)}async act(e,t){switch(t){case`close`:return await d(()=>import(`./close-dialog.js`),[]),this.dialog(`close-dialog`).ask(e);case`exits`:return await d(()=>import(`./exits-dialog.js`),[]),this.dialog(`exits-dialog`).ask(e);default:return await d(()=>import(`./resize-dialog.js`),[]),this.dialog(`resize-dialog`).resize(e,t)}}async several(e,t){return await d(()=>import(`./several-dialog.js`),[]),this.dialog(`several-dialog`).ask(e,t)}dialog(e){return this.renderRoot.querySelector(`tradehook-${e}`)}};o([n({attribute:!1})],w.prototype,`ctx`,void 0),o([n({type:Number})],w.prototype,`news`,void 0),w=o([r(`tradehook-dialogs`)],w);var T=new Set([`filled`,`cancelled`,`rejected`,`expired`]);function E(e){return!T.has(e)}function D(e,t){let n=[];t.entry_price!==null&&n.push({kind:`entry`,name:e(`level.entry`),price:t.entry_price});for(let r of t.orders){let t=O(e,r);t&&n.push(t)}t.take_profit.forEach((t,r)=>{if(t.price===null)return;let i=A(e(`level.take_profit`),r),a=t.done?{filled:!0}:{key:{is:`target`,leg:r}};n.push({kind:`take_profit`,name:i,price:t.price,...a})});let r=t.stop_loss;if(r?.stop_price&&n.push({kind:`stop`,name:e(`level.stop`),price:r.stop_price,key:{is:`stop`}}),r?.emergency_stop_price){let t=e(`level.emergency`);n.push({kind:`stop`,name:t,price:r.emergency_stop_price,key:{is:`emergency`}})}return n}function O(e,{purpose:t,status:n,order_type:r,price:i,leg:a,client_order_id:o}){if(i===null||r!==`limit`||!E(n))return;let s={is:`order`,order:o};switch(t){case`entry`:return{kind:`entry`,name:e(`level.limit`),price:i,key:s};case`dca`:return{kind:`dca`,name:A(e(`level.dca`),a),price:i,key:s};case`increase`:return{kind:`dca`,name:e(`level.increase`),price:i,key:s};case`reduce`:return{kind:`exit`,name:e(`level.reduce`),price:i,key:s};case`close`:return{kind:`exit`,name:e(`level.close`),price:i,key:{is:`close`}};default:return}}function k(e,t){return t.map(t=>({time:Date.parse(t.time)/1e3,price:Number(t.price),side:t.side,name:f(e,`purpose`,t.purpose)})).sort((e,t)=>e.time-t.time)}function A(e,t){return t===null?e:`${e} ${t+1}`}var j=new Set([`closed`,`cancelled`,`error`]);function M(e,t,n=!0){let{t:r}=e,a=[];if(n&&a.push({label:r(`position.show`),act:()=>e.go(F(t))}),!e.admin||j.has(t.status))return a;let o=`${i(t.symbol)} ${r(`side.${t.side}`)}`,s=Number(t.size)===0,c=n=>()=>e.act(t,n);return a.push({label:r(`link.create_menu`),act:()=>e.link(t)}),t.status!==`closing`&&(!s&&t.bot_name!==null&&a.push({label:r(`resize.increase_menu`),act:c(`increase`)},{key:`reduce`,label:r(`resize.reduce_menu`),act:c(`reduce`)}),a.push({key:`exits`,label:r(`exits.menu`),act:c(`exits`)})),!s&&t.status!==`closing`&&a.push({label:r(`release.menu`),act:()=>N(e,t,o)}),a.push({label:r(`keep.menu`),act:()=>e.ask({title:r(`keep.title`,{name:o}),purse:t,text:r(s?`keep.unfilled`:`keep.text`),confirm:r(`keep.confirm`),act:async()=>f(r,`done`,(await e.api.keep(t)).done)})},{key:`close`,label:r(`close.menu`),danger:!0,act:s?()=>e.ask({title:r(`close.title`,{name:o}),purse:t,text:r(`close.unfilled`),confirm:r(`close.cancel`),danger:!0,act:async()=>f(r,`done`,(await e.api.keep(t)).done)}):c(`close`)}),a}function N(e,t,n){let{t:r,format:i}=e,a=t.stop_loss?.resting_stop_price??t.stop_loss?.stop_price,o=t.orders.filter(({status:e,purpose:t})=>E(e)&&t!==`stop_loss`).length;e.ask({title:r(`release.title`,{name:n}),purse:t,text:r(`release.text`,{size:`${i.number(t.size)} ${t.base}`}),facts:[[r(`release.stop_goes`),a?`${i.price(a,t.price_tick)} ${t.quote}`:r(`positions.no_stop`),`loss`],...o?[[r(`release.orders_go`),String(o)]]:[]],confirm:r(`release.confirm`),danger:!0,act:async()=>f(r,`done`,(await e.api.release(t)).done)})}function P(e,t){let n=M(e,t,!1);return[`close`,`reduce`,`exits`].flatMap(t=>{let r=n.find(e=>e.key===t);return r?[{...r,label:e.t(`position.quick_${t}`)}]:[]})}function F(e){return`/positions/${encodeURIComponent(e.position_id)}`}function I({account:e},{bot_id:t}){return`/bot/${e}/${encodeURIComponent(t)}`}function L(e,t){return n=>{n.ctrlKey||n.metaKey||n.shiftKey||(n.preventDefault(),e.go(t))}}function R(e,t,n){let{t:r,api:i}=e,{name:a}=n;e.ask({title:r(n.on?`overview.stop_bot`:`overview.start_bot`,{name:a}),purse:p(t),text:r(n.on?`overview.stop_text`:`overview.start_text`),confirm:r(n.on?`overview.stop`:`overview.start`),act:async()=>(await i.setBot(t.account,n.bot_id,!n.on),r(n.on?`overview.stopped`:`overview.started`,{name:a}))})}export{F as a,E as c,v as d,C as f,M as i,D as l,_ as m,I as n,P as o,S as p,L as r,R as s,j as t,k as u};