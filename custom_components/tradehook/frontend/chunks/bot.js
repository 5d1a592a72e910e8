import{_ as e,a as t,b as n,d as r,f as i,h as a,m as o,n as s,p as c,s as l,t as u}from"./styles.js";import{_ as d,h as f}from"./position-row.js";import{i as p}from"./localize.js";import{r as m}from"./equity.js";import{n as h}from"./purse.js";import"./builder.js";import"./signals.js";function g(e){let{port:t}=new URL(e);return t===``||t===`80`||t===`443`?null:t}var _=`component.tradehook.config_subentries.bot.step`,v=`component.tradehook.selector`,y=class extends o{constructor(...e){super(...e),this.changes=[],this.account=``,this.language=`en`}willUpdate(e){e.has(`language`)&&this.load()}async load(){let{language:e}=this,t=await Promise.all([`config_subentries`,`selector`].map(t=>this.ctx.api.texts(e,t))).catch(()=>[{}]);e===this.language&&(this.texts=Object.assign({},...t))}render(){let{t}=this.ctx;return!this.steps||!this.texts?e`<p class="empty soft" role="status">${t(`common.loading`)}</p>`:e`<p class="soft">
        ${t(`bot.settings_next`)}
        <a href=${`/config/integrations/integration/tradehook#config_entry=${this.account}`}
          >${t(`overview.to_integration`)}</a
        >
      </p>
      ${this.steps.map(t=>e`<section class="card" data-step=${t.step}>
          <h3>${this.text(`${_}.${t.step}.title`,t.step)}</h3>
          ${t.sections.map(({name:n,fields:r})=>{let i=`${_}.${t.step}${n?`.sections.${n}`:``}`;return e`${n?e`<h4>${this.text(`${i}.name`,n)}</h4>`:a}
              <dl>
                ${r.map(t=>e`<div>
                    <dt class="soft">${this.text(`${i}.data.${t.name}`,t.name)}</dt>
                    <dd data-setting=${t.name} class=${t.value===null?`soft`:``}>
                      ${this.told(t)}
                    </dd>
                  </div>`)}
              </dl>`})}
        </section>`)}
      ${this.renderChanges(this.steps)}`}renderChanges(t){if(!this.changes.length)return a;let{t:n,format:r}=this.ctx,i=new Map;for(let{step:e,sections:n}of t)for(let{name:t,fields:r}of n){let n=`${_}.${e}${t?`.sections.${t}`:``}`;for(let e of r)i.set(e.name,[`${n}.data.${e.name}`,e])}return e`<details class="card" data-changes>
      <summary>${n(`bot.changes`,{count:this.changes.length})}</summary>
      <ul>
        ${this.changes.map(({at:t,fields:n})=>e`<li>
            <time datetime=${t} class="soft">${r.time(t)}</time>
            <ul>
              ${n.map(({name:t,before:n,after:r})=>{let[a,o]=i.get(t)??[``,{name:t,unit:null,choices:null,instead:null}],s=this.told({...o,value:n,instead:null}),c=this.told({...o,value:r,instead:null});return e`<li data-changed=${t}>${this.text(a,t)}: ${s} → ${c}</li>`})}
            </ul>
          </li>`)}
      </ul>
    </details>`}told(t){let{t:n}=this.ctx,{value:r}=t;return r===null?t.instead?n(`bot.unset_instead`,{instead:t.instead}):n(`bot.unset`):typeof r==`boolean`?n(r?`common.yes`:`common.no`):Array.isArray(r)?r.some(e=>typeof e==`object`)?e`<ol>
          ${r.map(n=>e`<li>${this.row(t.choices??t.name,n)}</li>`)}
        </ol>`:r.map(e=>this.one(t,String(e))).join(`, `):this.one(t,String(r))}one({choices:e,unit:t},n){if(e)return this.text(`${v}.${e}.options.${n}`,n);let r=/^-?\d+(\.\d+)?$/.test(n)?this.ctx.format.number(n):n;return t?`${r} ${t}`:r}row(e,t){return typeof t!=`object`||!t||Array.isArray(t)?String(t):Object.entries(t).filter(([,e])=>e!==null).map(([t,n])=>{let r=t===`price`?``:` %`;return`${this.text(`${v}.${e}.fields.${t}.name`,t)} ${this.ctx.format.number(String(n))}${r}`}).join(` · `)}text(e,t){return this.texts?.[e]?.replace(/\{\w+\}/g,`…`)??t.replaceAll(`_`,` `)}static{this.styles=[u,n`
      :host {
        display: grid;
        gap: 16px;
        min-width: 0;
      }
      p {
        margin: 0;
      }
      a {
        color: var(--th-link);
      }
      section,
      details {
        padding: 16px;
      }
      summary {
        cursor: pointer;
        font-weight: 500;
      }
      details ul {
        display: grid;
        gap: 8px;
        margin: 12px 0 0;
        padding-inline-start: 20px;
      }
      details ul ul {
        gap: 4px;
        margin-top: 4px;
      }
      h4 {
        border-top: 1px solid var(--th-line);
        font-size: 14px;
        font-weight: 500;
        margin: 16px 0 0;
        padding-top: 12px;
      }
      dl {
        display: grid;
        gap: 12px 16px;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 180px), 1fr));
        margin: 12px 0 0;
      }
      dt {
        font-size: 12px;
      }
      dd {
        margin: 2px 0 0;
        overflow-wrap: anywhere;
      }
      ol {
        margin: 0;
        padding-inline-start: 20px;
      }
    `]}};t([c({attribute:!1})],y.prototype,`ctx`,void 0),t([c({attribute:!1})],y.prototype,`steps`,void 0),t([c({attribute:!1})],y.prototype,`changes`,void 0),t([c()],y.prototype,`account`,void 0),t([c()],y.prototype,`language`,void 0),t([i()],y.prototype,`texts`,void 0),y=t([s(`tradehook-settings`)],y);var b=[`record`,`builder`,`signals`,`settings`],x=class extends o{constructor(...e){super(...e),this.accounts=[],this.positions=new Map,this.account=``,this.botId=``,this.tab=``,this.language=`en`,this.changes=[],this.error=``,this.seen=``}get owner(){return this.accounts.find(({account:e})=>e===this.account)}get bot(){return this.owner?.bots.find(({bot_id:e})=>e===this.botId)}willUpdate(e){let{bot:t,owner:n}=this;if(!t||!n?.loaded)return;let r=`${this.account} ${t.bot_id} ${t.trades} ${t.realized_profit} ${t.name}`;r!==this.seen&&(this.seen=r,this.load())}connectedCallback(){super.connectedCallback(),this.seen=``}async load(){let e=this.seen,{api:t}=this.ctx;try{let[n,r,i,a]=await Promise.all([t.botRecord(this.account,this.botId),this.bot?.manual?void 0:t.webhook(this.account,this.botId),t.botSettings(this.account,this.botId),t.botChanges(this.account,this.botId)]);if(e!==this.seen)return;[this.record,this.hook,this.settings,this.changes]=[n,r,i,a],this.error=``}catch(t){e===this.seen&&(this.error=l(t))}}render(){let{t}=this.ctx,{bot:n,owner:r}=this;if(!n||!r)return e`<div class="card empty">
        <h2>${t(`bot.gone`)}</h2>
        <p class="soft">${t(`bot.gone_next`)}</p>
      </div>`;let i=b.filter(e=>!(n.manual&&e===`builder`)),o=i.includes(this.tab)?this.tab:`record`;return e`<div class="head">
        <h2>${n.name}</h2>
        <span
          class="chip ${n.status===`running`?`profit`:n.status===`halted`?`loss`:``}"
          data-status=${n.status??``}
        >
          ${p(t,`bot_status`,n.status)}
        </span>
        ${n.reason?e`<span class="soft">${p(t,`reason`,n.reason)}</span>`:a}
        <span class="soft">${r.name}</span>
        <span class="space"></span>
        <span class="buttons">
          <button class="button ${n.on?`outlined`:``}" @click=${()=>f(this.ctx,r,n)}>
            ${t(n.on?`overview.stop`:`overview.start`)}
          </button>
          <button class="button outlined" @click=${()=>this.stopAndClose(n)}>${t(`bot.stop_and_close`)}</button>
        </span>
      </div>
      ${this.error?e`<p class="card note error" role="alert">${this.error}</p>`:a}
      <div class="segments parts" role="group" aria-label=${t(`bot.parts`)}>
        ${i.map(n=>e`<button aria-pressed=${String(n===o)} @click=${()=>this.show(n)}>
            ${t(`bot.part_${n}`)}
          </button>`)}
      </div>
      ${this.renderPart(o,r,n)}`}show(e){this.ctx.go(`/bot/${this.account}/${encodeURIComponent(this.botId)}${e===`record`?``:`/${e}`}`)}renderPart(t,n,r){switch(t){case`builder`:return e`<tradehook-builder .ctx=${this.ctx} .accounts=${this.accounts} .only=${r.bot_id}></tradehook-builder>`;case`signals`:return e`<tradehook-signals
          .ctx=${this.ctx}
          .signals=${this.signals}
          .accounts=${this.accounts}
          .only=${r.bot_id}
        ></tradehook-signals>`;case`settings`:return e`<tradehook-settings
          .ctx=${this.ctx}
          .steps=${this.settings}
          .changes=${this.changes}
          .account=${this.account}
          .language=${this.language}
        ></tradehook-settings>`;default:return this.renderRecord(n,r)}}renderRecord(t,n){let{t:i,format:a}=this.ctx,{record:o}=this,s=n.quote??t.currency,c=(e,t)=>this.fact(e,a.money(t,s,!0),r(t)),l=new Map([...this.positions].filter(([,{bot_id:e}])=>e===n.bot_id));return e`<section class="card">
        <h3>${i(`bot.record`)}</h3>
        <dl>
          ${c(`realized_today`,o?.realized_profit_today)}
          ${c(`realized`,n.realized_profit)} ${c(`unrealized`,n.unrealized_profit)}
          ${this.fact(`trades`,String(n.trades??0))}
          ${this.fact(`win_rate`,n.win_rate?`${a.number(n.win_rate,0)} %`:`–`)}
          ${c(`average`,o?.average_profit)} ${c(`best`,o?.best)}
          ${c(`worst`,o?.worst)}
          ${this.fact(`profit_factor`,a.number(o?.profit_factor,2))}
          ${this.fact(`drawdown`,a.money(o?.drawdown,s))}
          ${this.fact(`invested`,a.money(n.invested,s))}
          ${this.fact(`last_signal`,a.time(n.last_signal_at))}
        </dl>
        ${this.renderCurve()}
      </section>
      <div data-positions>
        <h3>${i(`bot.positions`,{count:l.size})}</h3>
        ${l.size?e`<tradehook-positions .ctx=${this.ctx} .positions=${l} only></tradehook-positions>`:e`<p class="soft">${i(`bot.no_positions`)}</p>`}
      </div>
      ${this.renderWebhook()}`}renderCurve(){let{t,format:n}=this.ctx,r=(this.record?.curve??[]).map(([e,t])=>[e,Number(t)]),[i,o]=[r[0],r.at(-1)];if(!i||!o||!this.bot)return a;let s=[[i[0]-Math.max(o[0]-i[0],1)/r.length,0],...r],c=m(s);if(!c)return a;let l=s.map(([,e])=>e);return e`<figure>
      <svg
        viewBox="0 0 320 64"
        preserveAspectRatio="none"
        role="img"
        aria-label=${t(`bot.curve`,{low:n.number(Math.min(...l),2),high:n.number(Math.max(...l),2)})}
      >
        <path d=${c}></path>
      </svg>
      <figcaption class="soft">${t(`bot.curve_of`,{count:this.bot.trades??r.length})}</figcaption>
    </figure>`}fact(t,n,r=``){return e`<div>
      <dt class="soft">${this.ctx.t(`bot.${t}`)}</dt>
      <dd class="number ${r}" data-fact=${t}>${n}</dd>
    </div>`}renderWebhook(){let{t}=this.ctx,{hook:n}=this;if(!n)return a;let r=[[`external`,n.urls.external],[`cloud`,n.urls.cloud],[`internal`,n.urls.internal],[`api_key`,n.api_key]],i=n.urls.external??n.urls.cloud,o=n.urls.cloud||!n.urls.external?null:g(n.urls.external);return e`<section class="card" data-webhook>
      <h3>${t(`bot.webhook`)}</h3>
      ${i?a:e`<p class="warning">${t(`bot.no_external`)}</p>`}
      ${o===null?a:e`<p class="warning" data-refused-port>${t(`bot.refused_port`,{port:o})}</p>`}
      <ul>
        ${r.map(([n,r])=>r?e`<li>
                <label class="labelled">
                  <span>${t(`bot.${n}`)}</span>
                  <textarea class="field mono" rows=${n===`api_key`?1:2} readonly dir="ltr" .value=${r}></textarea>
                </label>
                <button
                  class="button outlined"
                  aria-label=${t(`bot.copy_of`,{name:t(`bot.${n}`)})}
                  @click=${this.copy}
                >
                  ${t(`common.copy`)}
                </button>
              </li>`:a)}
      </ul>
      <p class="soft small">${t(`bot.secret`)}</p>
    </section>`}async copy(e){let t=e.target.closest(`li`)?.querySelector(`textarea`);t&&await d(t)&&this.ctx.say(this.ctx.t(`common.copied`))}stopAndClose(e){let{t,api:n}=this.ctx;this.ctx.ask({title:t(`bot.stop_and_close_title`,{name:e.name}),purse:h(this.owner),text:t(`bot.stop_and_close_text`,{count:e.open_positions??0}),confirm:t(`bot.stop_and_close`),danger:!0,act:async()=>(await n.stopAndClose(this.account,e.bot_id),t(`bot.stopped_and_closed`,{name:e.name}))})}static{this.styles=[u,n`
      :host {
        display: grid;
        gap: 16px;
        min-width: 0;
      }
      :host > * {
        min-width: 0;
      }
      .head {
        align-items: center;
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      .space {
        flex: 1;
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      section {
        padding: 16px;
      }
      [data-positions] h3 {
        margin-bottom: 12px;
      }
      .parts {
        display: flex;
        max-width: 480px;
      }
      .parts button {
        flex: 1 1 auto;
        padding: 4px 10px;
      }
      dl {
        display: grid;
        gap: 12px 16px;
        grid-template-columns: repeat(auto-fill, minmax(130px, 1fr));
        margin: 12px 0 0;
      }
      dt {
        font-size: 12px;
      }
      dd {
        margin: 2px 0 0;
      }
      figure {
        margin: 16px 0 0;
      }
      figure svg {
        display: block;
        height: 72px;
        width: 100%;
      }
      figure path {
        fill: none;
        stroke: var(--th-link);
        stroke-width: 2;
        vector-effect: non-scaling-stroke;
      }
      figcaption {
        font-size: 12px;
      }
      ul {
        display: grid;
        gap: 12px;
        grid-template-columns: minmax(0, 1fr);
        list-style: none;
        margin: 12px 0 0;
        padding: 0;
      }
      li {
        align-items: end;
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      li label {
        flex: 1 1 240px;
        min-width: 0;
      }
      .mono {
        font-family: var(--ha-font-family-code, monospace);
        field-sizing: content;
        font-size: 13px;
        resize: none;
      }
      .note {
        margin: 0;
        padding: 16px;
      }
      .warning {
        border-inline-start: 3px solid var(--warning-color, #ffa600);
        padding-inline-start: 10px;
      }
      .small {
        font-size: 12px;
      }
    `]}};t([c({attribute:!1})],x.prototype,`ctx`,void 0),t([c({attribute:!1})],x.prototype,`accounts`,void 0),t([c({attribute:!1})],x.prototype,`positions`,void 0),t([c({attribute:!1})],x.prototype,`signals`,void 0),t([c()],x.prototype,`account`,void 0),t([c({attribute:`bot-id`})],x.prototype,`botId`,void 0),t([c()],x.prototype,`tab`,void 0),t([c()],x.prototype,`language`,void 0),t([i()],x.prototype,`record`,void 0),t([i()],x.prototype,`hook`,void 0),t([i()],x.prototype,`settings`,void 0),t([i()],x.prototype,`changes`,void 0),t([i()],x.prototype,`error`,void 0),x=t([s(`tradehook-bot`)],x);export{x as BotView,b as PARTS};