import{_ as e,b as t,c as n,d as r,f as i,h as a,m as o,n as s,o as c,p as l,r as u,t as d}from"./styles.js";import{f,s as p}from"./actions.js";import{i as m}from"./live-host.js";import{t as h}from"./hook.js";import{i as g}from"./localize.js";import{i as _}from"./equity-history.js";import{n as v}from"./purse.js";import{t as y}from"./builder.js";import"./answer.js";import{t as b}from"./sentence.js";import"./signals.js";var x=`component.tradehook.config_subentries.bot.step`,S=`component.tradehook.selector`,C=class extends o{constructor(...e){super(...e),this.changes=[],this.account=``,this.language=`en`}willUpdate(e){e.has(`language`)&&this.load()}async load(){let{language:e}=this,t=await Promise.all([`config_subentries`,`selector`].map(t=>this.ctx.api.texts(e,t))).catch(()=>[{}]);e===this.language&&(this.texts=Object.assign({},...t))}render(){let{t}=this.ctx;return!this.steps||!this.texts?e`<p class="empty soft" role="status">${t(`common.loading`)}</p>`:e`<p class="soft">
        ${t(`bot.settings_next`)}
        <a href=${`/config/integrations/integration/tradehook#config_entry=${this.account}`}
          >${t(`overview.to_integration`)}</a
        >
      </p>
      ${this.steps.map(t=>e`<section class="card" data-step=${t.step}>
          <h3>${this.text(`${x}.${t.step}.title`,t.step)}</h3>
          ${t.sections.map(({name:n,fields:r})=>{let i=`${x}.${t.step}${n?`.sections.${n}`:``}`;return e`${n?e`<h4>${this.text(`${i}.name`,n)}</h4>`:a}
              <dl>
                ${r.map(t=>e`<div>
                    <dt class="soft">${this.text(`${i}.data.${t.name}`,t.name)}</dt>
                    <dd data-setting=${t.name} class=${t.value===null?`soft`:``}>
                      ${this.told(t)}
                    </dd>
                  </div>`)}
              </dl>`})}
        </section>`)}
      ${this.renderChanges(this.steps)}`}renderChanges(t){if(!this.changes.length)return a;let{t:n,format:r}=this.ctx,i=new Map;for(let{step:e,sections:n}of t)for(let{name:t,fields:r}of n){let n=`${x}.${e}${t?`.sections.${t}`:``}`;for(let e of r)i.set(e.name,[`${n}.data.${e.name}`,e])}return e`<details class="card" data-changes>
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
        </ol>`:r.map(e=>this.one(t,String(e))).join(`, `):this.one(t,String(r))}one({choices:e,unit:t},n){if(e)return this.text(`${S}.${e}.options.${n}`,n);let r=/^-?\d+(\.\d+)?$/.test(n)?this.ctx.format.number(n):n;return t?`${r} ${t}`:r}row(e,t){return typeof t!=`object`||!t||Array.isArray(t)?String(t):Object.entries(t).filter(([,e])=>e!==null).map(([t,n])=>{let r=t===`price`?``:` %`;return`${this.text(`${S}.${e}.fields.${t}.name`,t)} ${this.ctx.format.number(String(n))}${r}`}).join(` · `)}text(e,t){return this.texts?.[e]?.replace(/\{\w+\}/g,`…`)??t.replaceAll(`_`,` `)}static{this.styles=[d,t`
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
    `]}};u([l({attribute:!1})],C.prototype,`ctx`,void 0),u([l({attribute:!1})],C.prototype,`steps`,void 0),u([l({attribute:!1})],C.prototype,`changes`,void 0),u([l()],C.prototype,`account`,void 0),u([l()],C.prototype,`language`,void 0),u([i()],C.prototype,`texts`,void 0),C=u([s(`tradehook-settings`)],C);var w=300,T=`component.tradehook.config_subentries.bot.step.limits.sections.other_systems.data`,E=`component.tradehook.selector`,D={opposite:[`reverse`,`close`,`refuse`],repeat:[`refuse`,`open`,`increase`],foreign_chart:[`refuse`,`same_market`]},O=class extends o{constructor(...e){super(...e),this.bot=``,this.language=`en`,this.texts={},this.text=``,this.habits={},this.address=``,this.error=``,this.asked=0}willUpdate(e){e.has(`language`)&&this.loadTexts(),e.has(`bot`)&&this.load()}disconnectedCallback(){super.disconnectedCallback(),clearTimeout(this.timer),this.text=this.address=``,this.found=void 0}async loadTexts(){let{language:e}=this,t=await Promise.all([`config_subentries`,`selector`].map(t=>this.ctx.api.texts(e,t))).catch(()=>[{}]);e===this.language&&(this.texts=Object.assign({},...t))}async load(){try{this.senders=await this.ctx.api.otherSenders(this.owner.account,this.bot)}catch(e){this.error=m(e)}}render(){let{t}=this.ctx;return e`<section class="card" data-paste>
        <h3>${t(`others.paste`)}</h3>
        <label class="labelled">
          <span>${t(`pasted.alert`)}</span>
          <textarea
            class="field mono"
            name="old_alert"
            rows="6"
            dir="ltr"
            spellcheck="false"
            autocomplete="off"
            aria-describedby="help"
            .value=${this.text}
            @input=${this.type}
          ></textarea>
        </label>
        <p class="soft small" id="help">${t(`others.help`)}</p>
        <div role="status" class="told">
          ${this.error?e`<p class="error">${b(this.error)}</p>`:a} ${this.found?this.renderFound(this.found):a}
        </div>
      </section>
      <section class="card" data-senders>
        <h3>${t(`others.taken`)}</h3>
        ${this.senders?this.renderSenders(this.senders):e`<p class="soft" role="status">${t(`common.loading`)}</p>`}
      </section>
      <section class="card" data-address>
        <h3>${t(`others.address`)}</h3>
        <tradehook-secret-address
          .ctx=${this.ctx}
          .account=${this.owner.account}
          .bot=${this.bot}
          .there=${this.senders?.address??!1}
          .address=${this.address}
          @address-changed=${({detail:e})=>{this.address=e,this.load()}}
        ></tradehook-secret-address>
      </section>`}renderFound(t){let{t:n}=this.ctx,{title:i,known:o,enabled:s,way:c,chart:l,notes:u}=t;return e`<p class="verdict" data-system=${t.system}>${n(`pasted.system`,{system:r(i)})}</p>
      <p>${this.inWords(t)}</p>
      ${l?e`<p class="warning" data-chart>${n(`others.chart`,{chart:l})}</p>`:a}
      <div class="habits">
        ${[`opposite`,`repeat`,`foreign_chart`].map(e=>this.renderHabit(e,t.habits[e]))}
      </div>
      <h4>${n(`others.now`)}</h4>
      <tradehook-answer .ctx=${this.ctx} .answer=${t} .account=${this.owner.account} judged></tradehook-answer>
      ${u.length?e`<ul>
            ${u.map(t=>e`<li>${b(t)}</li>`)}
          </ul>`:a}
      <p>${n(o&&s?`others.known`:`others.way_${c}`)}</p>
      ${o&&s&&c===`address`?a:e`<div class="buttons">
            <button class="button" data-learn @click=${()=>this.learn(t)}>
              ${n(o&&s?`others.keep_habits`:`others.take`,{system:r(i)})}
            </button>
          </div>`}`}inWords({read_as:t}){let{t:n}=this.ctx;if(!t)return a;if(`strategy`in t)return e`${n(`pasted.strategy`)}`;let{action:r,symbol:i,side:o,...s}=t,l=[g(n,`action`,String(r??`open`)),i?c(String(i)):``,o?n(`side.${String(o)}`):``],u=Object.keys(s).filter(e=>![`timestamp`,`exchange`,`test`].includes(e));return e`<b data-words>${l.filter(Boolean).join(` `)}</b> ${u.map(n=>e`<code>${n}</code> ${y(t,n)||JSON.stringify(s[n])} `)}`}renderHabit(t,n){return e`<label class="labelled">
      <span>${this.texts[`${T}.${t}`]??t}</span>
      <select class="field" name=${t} @change=${e=>{this.habits={...this.habits,[t]:e.target.value},this.read()}}>
        ${D[t].map(r=>e`<option value=${r} ?selected=${r===n}>${this.choice(t,r)}</option>`)}
      </select>
    </label>`}renderSenders({systems:t,habits:n}){let{t:r}=this.ctx;return t.length?e`<ul class="systems">
        ${t.map(({system:t,tokens:n})=>e`<li data-taken=${t}>
            <span>${this.choice(`dialects`,t)}</span>
            <span class="soft">${r(`others.tokens`,{count:n})}</span>
            <button
              class="button outlined"
              aria-label=${r(`others.forget_of`,{name:this.choice(`dialects`,t)})}
              @click=${()=>this.forget(t)}
            >
              ${r(`others.forget`)}
            </button>
          </li>`)}
      </ul>
      <dl>
        ${[`opposite`,`repeat`,`foreign_chart`].map(t=>e`<div>
            <dt class="soft">${this.texts[`${T}.${t}`]??t}</dt>
            <dd data-habit=${t}>${this.choice(t,n[t])}</dd>
          </div>`)}
      </dl>`:e`<p class="soft">${r(`others.none`)}</p>`}choice(e,t){return this.texts[`${E}.${e}.options.${t}`]??t.replaceAll(`_`,` `)}type(e){this.text=e.target.value,this.habits={},clearTimeout(this.timer),this.timer=setTimeout(()=>void this.read(),w)}async read(){this.asked+=1;let{asked:e,text:t}=this;this.error=``;try{let n=t.trim()?await this.ctx.api.readAlert(this.owner.account,this.bot,t,this.habits):void 0;e===this.asked&&(this.found=n)}catch(t){if(e!==this.asked)return;this.found=void 0,this.error=m(t)}}learn({title:e,way:t,habits:n}){let{t:i,api:a}=this.ctx,{text:o}=this;this.ctx.ask({title:i(`others.take`,{system:r(e)}),text:i(t===`address`?`others.take_address`:`others.take_token`),facts:[`opposite`,`repeat`,`foreign_chart`].map(e=>[this.texts[`${T}.${e}`]??e,this.choice(e,n[e])]),confirm:i(`others.take_confirm`),act:async()=>{let{address:t}=await a.learnAlert(this.owner.account,this.bot,o,n);return this.address=t??``,await Promise.all([this.load(),this.read()]),i(`others.learned`,{system:r(e)})}})}forget(e){let{t,api:n}=this.ctx,r=this.choice(`dialects`,e);this.ctx.ask({title:t(`others.forget_of`,{name:r}),text:t(`others.forget_text`),confirm:t(`others.forget`),danger:!0,act:async()=>(this.senders=await n.forgetAlerts(this.owner.account,this.bot,e),this.read(),t(`others.forgotten`,{name:r}))})}static{this.styles=[d,t`
      :host,
      .told,
      section {
        display: grid;
        gap: 12px;
        grid-template-columns: minmax(0, 1fr);
        min-width: 0;
      }
      :host {
        gap: 16px;
      }
      section {
        padding: 16px;
      }
      p,
      ul {
        margin: 0;
        overflow-wrap: anywhere;
      }
      h4 {
        font-size: 14px;
        font-weight: 500;
        margin: 0;
      }
      .mono {
        font-family: var(--ha-font-family-code, monospace);
        font-size: 13px;
        resize: vertical;
      }
      .small,
      dt {
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
      .habits,
      dl {
        display: grid;
        gap: 12px 16px;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 220px), 1fr));
        margin: 0;
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      ul.systems {
        display: grid;
        gap: 8px;
        list-style: none;
        padding: 0;
      }
      .systems li {
        align-items: center;
        display: flex;
        flex-wrap: wrap;
        gap: 8px 12px;
      }
      .systems button {
        margin-inline-start: auto;
      }
      dd {
        margin: 2px 0 0;
      }
    `]}};u([l({attribute:!1})],O.prototype,`ctx`,void 0),u([l({attribute:!1})],O.prototype,`owner`,void 0),u([l()],O.prototype,`bot`,void 0),u([l()],O.prototype,`language`,void 0),u([i()],O.prototype,`texts`,void 0),u([i()],O.prototype,`senders`,void 0),u([i()],O.prototype,`text`,void 0),u([i()],O.prototype,`found`,void 0),u([i()],O.prototype,`habits`,void 0),u([i()],O.prototype,`address`,void 0),u([i()],O.prototype,`error`,void 0),O=u([s(`tradehook-other-systems`)],O);var k=[`record`,`builder`,`signals`,`others`,`settings`],A=class extends o{constructor(...e){super(...e),this.accounts=[],this.positions=new Map,this.account=``,this.botId=``,this.tab=``,this.language=`en`,this.changes=[],this.error=``,this.seen=``}get owner(){return this.accounts.find(({account:e})=>e===this.account)}get bot(){return this.owner?.bots.find(({bot_id:e})=>e===this.botId)}willUpdate(e){let{bot:t,owner:n}=this;if(!t||!n?.loaded)return;let r=`${this.account} ${t.bot_id} ${t.trades} ${t.realized_profit} ${t.name}`;r!==this.seen&&(this.seen=r,this.load())}connectedCallback(){super.connectedCallback(),this.seen=``}async load(){let e=this.seen,{api:t,admin:n}=this.ctx;try{let[r,i,a,o]=await Promise.all([t.botRecord(this.account,this.botId),this.bot?.manual||!n?void 0:t.webhook(this.account,this.botId),n?t.botSettings(this.account,this.botId):void 0,n?t.botChanges(this.account,this.botId):[]]);if(e!==this.seen)return;[this.record,this.hook,this.settings,this.changes]=[r,i,a,o],this.error=``}catch(t){e===this.seen&&(this.error=m(t))}}render(){let{t,admin:n}=this.ctx,{bot:r,owner:i}=this;if(!r||!i)return e`<div class="card empty">
        <h2>${t(`bot.gone`)}</h2>
        <p class="soft">${t(`bot.gone_next`)}</p>
      </div>`;let o=k.filter(e=>n?!r.manual||e!==`builder`&&e!==`others`:e===`record`),s=o.includes(this.tab)?this.tab:`record`;return e`<div class="head">
        <h2>${r.name}</h2>
        <span
          class="chip ${r.status===`running`?`profit`:r.status===`halted`?`loss`:``}"
          data-status=${r.status??``}
        >
          ${g(t,`bot_status`,r.status)}
        </span>
        ${r.reason?e`<span class="soft">${g(t,`reason`,r.reason)}</span>`:a}
        <span class="soft">${i.name}</span>
        <span class="space"></span>
        ${n?this.renderButtons(i,r):a}
      </div>
      ${this.error?e`<p class="card note error" role="alert">${this.error}</p>`:a}
      ${o.length>1?e`<div class="segments parts" role="group" aria-label=${t(`bot.parts`)}>
            ${o.map(n=>e`<button aria-pressed=${String(n===s)} @click=${()=>this.show(n)}>
                ${t(`bot.part_${n}`)}
              </button>`)}
          </div>`:a}
      ${this.renderPart(s,i,r)}`}renderButtons(t,n){let{t:r}=this.ctx;return e`<span class="buttons">
      <button class="button ${n.on?`outlined`:``}" @click=${()=>p(this.ctx,t,n)}>
        ${r(n.on?`overview.stop`:`overview.start`)}
      </button>
      ${n.manual?a:e`<button class="button outlined" @click=${()=>this.edit()}>${r(`setup.edit`)}</button>`}
      <button class="button outlined" @click=${()=>this.stopAndClose(n)}>${r(`bot.stop_and_close`)}</button>
    </span>`}edit(e=``){this.ctx.go(`/setup/bot/${this.account}/${encodeURIComponent(this.botId)}${e&&`/${e}`}`)}show(e){this.ctx.go(`/bot/${this.account}/${encodeURIComponent(this.botId)}${e===`record`?``:`/${e}`}`)}renderPart(t,n,r){switch(t){case`builder`:return e`<tradehook-builder .ctx=${this.ctx} .accounts=${this.accounts} .only=${r.bot_id}></tradehook-builder>`;case`signals`:return e`<tradehook-signals
          .ctx=${this.ctx}
          .signals=${this.signals}
          .accounts=${this.accounts}
          .only=${r.bot_id}
        ></tradehook-signals>`;case`others`:return e`<tradehook-other-systems .ctx=${this.ctx} .owner=${n} .bot=${r.bot_id} .language=${this.language}></tradehook-other-systems>`;case`settings`:return e`<tradehook-settings
          .ctx=${this.ctx}
          .steps=${this.settings}
          .changes=${this.changes}
          .account=${this.account}
          .language=${this.language}
        ></tradehook-settings>`;default:return this.renderRecord(n,r)}}renderRecord(t,r){let{t:i,format:a}=this.ctx,{record:o}=this,s=r.quote??t.currency,c=(e,t)=>this.fact(e,a.money(t,s,!0),n(t)),l=new Map([...this.positions].filter(([,{bot_id:e}])=>e===r.bot_id));return e`<section class="card">
        <h3>${i(`bot.record`)}</h3>
        <dl>
          ${c(`realized_today`,o?.realized_profit_today)}
          ${c(`realized`,r.realized_profit)} ${c(`unrealized`,r.unrealized_profit)}
          ${this.fact(`trades`,String(r.trades??0))}
          ${this.fact(`win_rate`,r.win_rate?`${a.number(r.win_rate,0)} %`:`–`)}
          ${c(`average`,o?.average_profit)} ${c(`best`,o?.best)}
          ${c(`worst`,o?.worst)}
          ${this.fact(`profit_factor`,a.number(o?.profit_factor,2))}
          ${this.fact(`drawdown`,a.money(o?.drawdown,s))}
          ${this.fact(`drawdown_percentage`,o?.drawdown_percentage?`${a.number(o.drawdown_percentage,2)} %`:`–`)}
          ${this.fact(`invested`,a.money(r.invested,s))}
          ${this.fact(`last_signal`,a.time(r.last_signal_at))}
        </dl>
        ${this.renderCurve()}
      </section>
      <div data-positions>
        <h3>${i(`bot.positions`,{count:l.size})}</h3>
        ${l.size?e`<tradehook-positions .ctx=${this.ctx} .positions=${l} only></tradehook-positions>`:e`<p class="soft">${i(`bot.no_positions`)}</p>`}
      </div>
      ${this.renderWebhook()}`}renderCurve(){let{t,format:n}=this.ctx,r=(this.record?.curve??[]).map(([e,t])=>[e,Number(t)]),[i,o]=[r[0],r.at(-1)];if(!i||!o||!this.bot)return a;let s=[[i[0]-Math.max(o[0]-i[0],1)/r.length,0],...r],c=_(s);if(!c)return a;let l=s.map(([,e])=>e);return e`<figure>
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
    </div>`}renderWebhook(){let{t}=this.ctx,{hook:n}=this;if(!n)return a;let r=[[`external`,n.urls.external],[`cloud`,n.urls.cloud],[`internal`,n.urls.internal],[`api_key`,n.api_key]],i=n.urls.external??n.urls.cloud,o=n.urls.cloud||!n.urls.external?null:h(n.urls.external);return e`<section class="card" data-webhook>
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
      <div class="buttons">
        <button class="button outlined" @click=${()=>this.edit(`message`)}>${t(`setup.handover`)}</button>
        <button class="button outlined" @click=${()=>this.edit(`rotate_secret`)}>${t(`setup.new_secret`)}</button>
      </div>
    </section>`}async copy(e){let t=e.target.closest(`li`)?.querySelector(`textarea`);t&&await f(t)&&this.ctx.say(this.ctx.t(`common.copied`))}stopAndClose(e){let{t,api:n}=this.ctx;this.ctx.ask({title:t(`bot.stop_and_close_title`,{name:e.name}),purse:v(this.owner),text:t(`bot.stop_and_close_text`,{count:e.open_positions??0}),confirm:t(`bot.stop_and_close`),danger:!0,act:async()=>(await n.stopAndClose(this.account,e.bot_id),t(`bot.stopped_and_closed`,{name:e.name}))})}static{this.styles=[d,t`
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
        max-width: 600px;
        overflow-x: auto;
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
    `]}};u([l({attribute:!1})],A.prototype,`ctx`,void 0),u([l({attribute:!1})],A.prototype,`accounts`,void 0),u([l({attribute:!1})],A.prototype,`positions`,void 0),u([l({attribute:!1})],A.prototype,`signals`,void 0),u([l()],A.prototype,`account`,void 0),u([l({attribute:`bot-id`})],A.prototype,`botId`,void 0),u([l()],A.prototype,`tab`,void 0),u([l()],A.prototype,`language`,void 0),u([i()],A.prototype,`record`,void 0),u([i()],A.prototype,`hook`,void 0),u([i()],A.prototype,`settings`,void 0),u([i()],A.prototype,`changes`,void 0),u([i()],A.prototype,`error`,void 0),A=u([s(`tradehook-bot`)],A);export{A as BotView,k as PARTS};