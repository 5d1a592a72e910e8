import{a as e,f as t,g as n,h as r,l as i,m as a,n as o,o as s,p as c,s as l,t as u,u as d,v as f,x as p}from"./styles.js";import{a as m,h,n as g,o as _,p as v,t as y}from"./no-stop.js";import{i as b}from"./localize.js";import{t as x}from"./sentence.js";import{t as S}from"./preload-helper.js";import{t as C}from"./message.js";var w=[[`symbol`,``],[`status`,``],[`size`,`number`],[`entry_price`,`number`],[`mark_price`,`number`],[`profit_percentage`,`number`],[`unrealized_profit`,`number`]],T=30,E=h(v),D=class extends r{constructor(...e){super(...e),this.positions=new Map,this.filter=``,this.sort={key:`opened_at`,descending:!0},this.room=T,this.drawn=new Map}connectedCallback(){super.connectedCallback(),this.room=T}disconnectedCallback(){super.disconnectedCallback(),clearTimeout(this.growing),this.growing=void 0}willUpdate(e){e.has(`ctx`)&&this.drawn.clear();let t=this.shadowRoot?.activeElement?.closest(`[data-position]`);this.focused=t?.dataset.position}updated(){this.focused&&!this.positions.has(this.focused)&&this.renderRoot.querySelector(`input, h2`)?.focus(),this.room<this.positions.size&&this.growing===void 0&&(this.growing=setTimeout(()=>{this.growing=void 0,this.room+=T}))}render(){let{t:e}=this.ctx;if(!this.positions.size)return f`<div class="card empty">
        <h2 tabindex="-1">${e(`positions.none`)}</h2>
        <p class="soft">${e(this.ctx.admin?`positions.none_next`:`positions.none_soon`)}</p>
        ${this.ctx.admin?f`<button class="button" @click=${()=>this.ctx.go(`/builder`)}>
              ${e(`positions.to_builder`)}
            </button>`:n}
      </div>`;let t=s(this.positions.values(),this.filter,this.sort);return f`<div class="tools">
        <input
          class="field"
          type="search"
          aria-label=${e(`positions.filter`)}
          placeholder=${e(`positions.filter`)}
          .value=${this.filter}
          @input=${e=>this.filter=e.target.value}
        />
        <label class="sorter">
          <span class="sr">${e(`positions.sort`)}</span>
          <select class="field" @change=${this.onSort}>
            ${[`opened_at`,...w.map(([e])=>e)].map(t=>f`<option value=${t} ?selected=${t===this.sort.key}>
                ${e(`column.${t}`)}
              </option>`)}
          </select>
        </label>
      </div>
      <div class="card">
        <table role="table" aria-label=${e(`positions.title`)} aria-rowcount=${t.length+1}>
          <thead role="rowgroup">
            <tr role="row">
              ${w.map(([e,t])=>this.renderHead(e,t))}
              <th role="columnheader"><span class="sr">${e(`common.actions`)}</span></th>
            </tr>
          </thead>
          <tbody role="rowgroup">
            ${g(t.slice(0,this.room),e=>e.position_id,e=>this.renderRow(e))}
          </tbody>
        </table>
        ${t.length?n:f`<p class="empty soft">${e(`positions.no_match`)}</p>`}
      </div>
      <p class="sr" role="status">${e(`positions.count`,{count:t.length})}</p>
      <tradehook-popup-menu></tradehook-popup-menu>`}renderHead(e,t){let n=this.sort.key===e,r=n?this.sort.descending?`descending`:`ascending`:`none`;return f`<th role="columnheader" class=${t} aria-sort=${r}>
      <button @click=${()=>this.sortBy(e)}>
        ${this.ctx.t(`column.${e}`)}<span aria-hidden="true"
          >${n?this.sort.descending?` ↓`:` ↑`:``}</span
        >
      </button>
    </th>`}renderRow(e){let t=this.drawn.get(e.position_id);if(t?.row===e)return t.drawn;let n=this.drawRow(e);return this.drawn.set(e.position_id,{row:e,drawn:n}),n}drawRow(e){let{t:r,format:a}=this.ctx,o=`${i(e.symbol)} ${r(`side.${e.side}`)}`,s=e=>r(`column.${e}`);return f`<tr role="row" data-position=${e.position_id}>
      <td role="cell" class="name">
        <a href=${`/tradehook${_(e)}`} @click=${t=>this.show(t,e)}>
          ${i(e.symbol)}</a
        >
        <span class="chip ${e.side===`long`?`profit`:`loss`}">
          ${r(`side.${e.side}`)}${e.leverage>1?` ${e.leverage}×`:n}
        </span>
        ${y(r,e)}
        <div class="soft small">${e.bot_name??r(`positions.removed_bot`)} · ${e.account_name}</div>
      </td>
      <td role="cell" data-label=${s(`status`)}>${b(r,`status`,e.status)}</td>
      <td role="cell" class="number" data-label=${s(`size`)}>
        ${a.number(e.size)} <span class="soft">${e.base}</span>
      </td>
      <td role="cell" class="number" data-label=${s(`entry_price`)}>
        ${a.price(e.entry_price,e.price_tick)}
      </td>
      <td role="cell" class="number" data-label=${s(`mark_price`)}>
        ${a.price(e.mark_price,e.price_tick)}
      </td>
      <td role="cell" class="number ${t(e.profit_percentage)}" data-label=${s(`profit_percentage`)}>
        ${a.percent(e.profit_percentage)}
      </td>
      <td role="cell" class="number ${t(e.unrealized_profit)}" data-label=${s(`unrealized_profit`)}>
        ${a.money(e.unrealized_profit,e.quote,!0)}
      </td>
      <td role="cell" class="more">
        <button
          class="icon-button"
          aria-label=${r(`positions.menu`,{name:o})}
          aria-haspopup="menu"
          aria-expanded="false"
          @click=${t=>this.showMenu(t,e,r(`positions.menu`,{name:o}))}
        >
          ${E}
        </button>
      </td>
    </tr>`}showMenu(e,t,n){this.renderRoot.querySelector(`tradehook-popup-menu`)?.show(e.currentTarget,n,m(this.ctx,t))}show(e,t){e.preventDefault(),this.ctx.go(_(t))}onSort(e){this.sortBy(e.target.value)}sortBy(e){let t=this.sort.key===e?!this.sort.descending:e!==`symbol`;this.sort={key:e,descending:t}}static{this.styles=[u,p`
      :host {
        container-type: inline-size;
        display: block;
      }
      .tools {
        display: flex;
        gap: 8px;
        margin-bottom: 16px;
      }
      .sorter {
        display: none;
      }
      /* Rows are grids: what lies outside of the window is neither laid out nor painted */
      table,
      thead,
      tbody {
        display: block;
      }
      tr {
        align-items: center;
        display: grid;
        grid-template-columns: minmax(150px, 2fr) minmax(70px, 0.8fr) 1.4fr 1.1fr 1.1fr 0.9fr 1.3fr 56px;
      }
      tbody tr {
        border-top: 1px solid var(--th-line);
        contain-intrinsic-size: auto 57px;
        content-visibility: auto;
      }
      th {
        font-weight: 500;
        padding: 0;
        text-align: start;
      }
      th button {
        background: none;
        border: 0;
        color: var(--th-soft);
        cursor: pointer;
        font-size: 14px;
        font-weight: 500;
        min-height: 48px;
        padding: 8px;
      }
      th:first-child button,
      td:first-child {
        padding-inline-start: 16px;
      }
      th.number,
      td.number {
        text-align: end;
      }
      td {
        padding: 8px;
      }
      td.more {
        padding-inline: 0 8px;
        text-align: end;
      }
      .name a {
        color: inherit;
        font-weight: 500;
        text-decoration: none;
      }
      .name a:hover {
        text-decoration: underline;
      }
      .small {
        font-size: 12px;
        margin-top: 2px;
        overflow-wrap: anywhere;
      }
      @container (max-width: 860px) {
        .sorter {
          display: block;
        }
        thead {
          clip-path: inset(50%);
          position: absolute;
        }
        tr {
          align-items: start;
          gap: 8px 16px;
          grid-template-columns: repeat(auto-fill, minmax(124px, 1fr));
          padding: 12px 16px;
          position: relative;
        }
        tbody tr {
          contain-intrinsic-size: auto 208px;
        }
        tbody tr:first-child {
          border: 0;
        }
        td,
        td:first-child {
          display: block;
          padding: 0;
          text-align: start !important;
        }
        td[data-label]::before {
          color: var(--th-soft);
          content: attr(data-label);
          display: block;
          font-size: 12px;
        }
        td.name {
          grid-column: 1 / -1;
          padding-inline-end: 40px;
        }
        td.more {
          inset-block-start: 8px;
          inset-inline-end: 8px;
          padding: 0;
          position: absolute;
        }
      }
    `]}};e([a({attribute:!1})],D.prototype,`ctx`,void 0),e([a({attribute:!1})],D.prototype,`positions`,void 0),e([c()],D.prototype,`filter`,void 0),e([c()],D.prototype,`sort`,void 0),e([c()],D.prototype,`room`,void 0),D=e([o(`tradehook-positions`)],D);function O(e,t=``,n=``,r=``,i=``){let a=`${n}${r}`,[o,s]=Array.isArray(e)?[`[`,`]`]:[`{`,`}`];if(typeof e!=`object`||!e)return[{text:`${a}${JSON.stringify(e)}${i}`,path:t}];let c=Array.isArray(e)?e.map((e,n)=>[`${t}[${n}]`,e]):Object.entries(e).map(([e,n])=>[t?`${t}.${e}`:e,n]);if(!c.length)return[{text:`${a}${o}${s}${i}`,path:t}];let l=Object.keys(e);return[{text:`${a}${o}`,path:t},...c.flatMap(([t,r],i)=>O(r,t,`${n}  `,Array.isArray(e)?``:`${JSON.stringify(l[i])}: `,i<c.length-1?`,`:``)),{text:`${n}${s}${i}`,path:t}]}function k(e,t){let n=new Set(e.map(({path:e})=>e)),r=new Set;for(let e of t){let t=e;for(;t&&!n.has(t);)t=t.replace(/(\.[^.[\]]+|\[\d+\]|^[^.[\]]+)$/,``);if(t)for(let i of n)(i===t||t===e&&(i.startsWith(`${t}.`)||i.startsWith(`${t}[`)))&&r.add(i)}return r}var A=/[`"']([\w.[\]]+)[`"']/g,j=/(?:^|[(;,] ?)([\w.[\]]+)(?=:| (?:must|is|has|can)\b)/g;function M(e){let t=e??``;return[...t.matchAll(A),...t.matchAll(j)].map(e=>e[1]??``)}var N={accepted:`profit`,refused:`loss`,failed:`loss`,expired:`loss`},P=[`accepted`,`refused`,`duplicate`,`test`,`failed`,`expired`],F=100,I=200;function L(e){return!!e.action&&(e.status!==`refused`||!!e.symbol||`action`in e.payload)}var R=class extends r{constructor(...e){super(...e),this.accounts=[],this.only=``,this.filter={bot_id:``,status:``,action:``},this.older=new Map,this.ended=new Set,this.busy=!1,this.error=``,this.answers=new Map,this.opened=new Set,this.asked=0,this.more=async()=>{this.asked+=1;let{asked:e,filter:t,rows:n}=this,r=Object.fromEntries(Object.entries(t).filter(([,e])=>e)),i=this.unread.map(({account:e})=>e);if(i.length){this.busy=!0;try{let t=await Promise.all(i.map(e=>{let t=n.findLast(t=>t.account===e);return this.ctx.api.signalPage(e,r,t?.receipt_id,F)}));if(e!==this.asked)return;let a=i.filter((e,n)=>(t[n]?.length??0)<F);this.ended=new Set([...this.ended,...a]),this.older=new Map([...this.older,...t.flat().map(e=>[e.receipt_id,e])]),this.error=``}catch(t){e===this.asked&&(this.error=l(t))}finally{e===this.asked&&(this.busy=!1)}}}}connectedCallback(){super.connectedCallback(),this.ctx.live.needSignals()}willUpdate(e){e.has(`only`)&&this.choose(`bot_id`,this.only)}get rows(){let e=new Map(this.older);for(let t of this.signals??[])e.set(t.receipt_id,t);let t=Object.entries(this.filter).filter(([,e])=>e),n=this.signals?.at(-1)?.received_at??``,r=e=>[...this.older.values()].filter(t=>t.account===e).reduce((e,t)=>t.received_at<e?t.received_at:e,n),i=this.unread.map(({account:e})=>r(e)).sort().at(-1)??``;return[...e.values()].filter(e=>e.received_at>=i&&t.every(([t,n])=>e[t]===n)).sort((e,t)=>e.received_at<t.received_at?1:-1)}render(){let{t:e}=this.ctx;if(!this.signals)return f`<p class="empty soft" role="status">${e(`common.loading`)}</p>`;let t=Object.entries(this.filter).some(([e,t])=>t&&t!==(e===`bot_id`?this.only:``)),{rows:r}=this;return!r.length&&!t?f`<div class="card empty">
        <h2>${e(`signals.none`)}</h2>
        <p class="soft">${e(`signals.none_next`)}</p>
        ${this.only?n:f`<button class="button" @click=${()=>this.ctx.go(`/builder`)}>
              ${e(`positions.to_builder`)}
            </button>`}
      </div>`:f`${this.renderTools()}
      <div class="card">
        ${r.length?g(r,e=>e.receipt_id,e=>this.renderRow(e)):f`<p class="empty soft">${e(`signals.no_match`)}</p>`}
      </div>
      ${this.error?f`<p class="error" role="alert">${this.error}</p>`:n}
      ${this.unread.length?f`<button class="button outlined more-button" ?disabled=${this.busy} @click=${this.more}>
            ${this.busy?e(`common.working`):e(`trades.more`)}
          </button>`:n}`}renderTools(){let{t:e}=this.ctx,t=this.accounts.flatMap(({name:e,bots:t})=>t.map(t=>[t.bot_id,`${t.name} · ${e}`]));return f`<div class="tools">
      ${this.select(`status`,`signals.filter`,`signals.all`,P.map(t=>[t,b(e,`signal`,t)]))}
      ${this.select(`action`,`signals.by_action`,`signals.any_action`,C.map(t=>[t,b(e,`action`,t)]))}
      ${this.only||t.length<2?n:this.select(`bot_id`,`signals.by_bot`,`signals.any_bot`,t)}
    </div>`}select(e,t,n,r){let{t:i}=this.ctx;return f`<label>
      <span class="sr">${i(t)}</span>
      <select
        class="field"
        name=${e}
        @change=${t=>this.choose(e,t.target.value)}
      >
        <option value="">${i(n)}</option>
        ${r.map(([t,n])=>f`<option value=${t} ?selected=${t===this.filter[e]}>${n}</option>`)}
      </select>
    </label>`}choose(e,t){this.filter={...this.filter,[e]:t},this.older=new Map,this.ended=new Set,Object.values(this.filter).some(Boolean)&&this.more()}get unread(){let{bot_id:e}=this.filter;return(this.signals?.length??0)<I?[]:this.accounts.filter(({account:t,loaded:n,bots:r})=>n&&!this.ended.has(t)&&(!e||r.some(t=>t.bot_id===e)))}renderRow(e){let{t,format:r}=this.ctx,a=this.opened.has(e.receipt_id);return f`<details data-receipt=${e.receipt_id} ?open=${a} @toggle=${this.onToggle}>
      <summary>
        <span class="chip ${N[e.status]??``}">${b(t,`signal`,e.status)}</span>
        <span class="what">
          <b>${L(e)?b(t,`action`,e.action):t(e.action?`signals.no_action`:`signals.unreadable`)}</b>
          ${e.symbol?i(d(e.symbol)):n}
          ${e.side?f`<span class="chip ${e.side===`long`?`profit`:`loss`}">${t(`side.${e.side}`)}</span>`:n}
          <span class="soft bot">${e.bot_name??t(`positions.removed_bot`)}</span>
          ${e.message?f`<span class="message">${x(e.message)}</span>`:n}
        </span>
        <span class="soft when">${r.time(e.received_at)}</span>
      </summary>
      ${a?this.renderMore(e):n}
    </details>`}onToggle(e){let{open:t,dataset:n}=e.currentTarget,r=new Set(this.opened);t?r.add(n.receipt??``):r.delete(n.receipt??``),this.opened=r}renderMore(e){let{t}=this.ctx,r=e.errors??[],i=O(e.payload),a=k(i,r.length?r.map(({path:e})=>e):M(e.message)),o=this.answers.get(e.receipt_id),s=this.accounts.find(({account:t})=>t===e.account)?.bots.find(({bot_id:t})=>t===e.bot_id);return f`<div class="more">
      ${e.code?f`<p><span class="soft">${t(`signals.code`)}</span> <code>${e.code}</code></p>`:n}
      ${r.length>1?f`<ul>
            ${r.map(e=>f`<li><code>${e.path}</code> ${x(e.message)}</li>`)}
          </ul>`:n}
      <p>
        <span class="soft">${t(`signals.from`)}</span>
        ${e.bot_name??t(`positions.removed_bot`)} · ${e.account_name}
        ${e.remote?f`· <bdi>${e.remote}</bdi>`:n}
      </p>
      <p class="soft">${t(`signals.payload`)}</p>
      <pre dir="ltr" tabindex="0" role="region" aria-label=${t(`signals.payload`)}>${i.map(({text:e,path:t})=>a.has(t)?f`<mark>${e}</mark>\n`:`${e}\n`)}</pre>
      <div class="buttons">
        ${s&&L(e)&&Object.keys(e.payload).length?f`<button class="button outlined" ?disabled=${this.busy} @click=${()=>this.again(e)}>
              ${t(`signals.again`)}
            </button>`:n}
        ${e.position_id?f`<button
              class="button outlined"
              @click=${()=>this.ctx.go(_({account:e.account,position_id:e.position_id??``}))}
            >
              ${t(`signals.to_position`)}
            </button>`:n}
      </div>
      <div role="status">
        ${o?f`<tradehook-answer .ctx=${this.ctx} .answer=${o}></tradehook-answer>`:n}
      </div>
    </div>`}async again(e){let{api_key:t,api_secret:n,...r}=e.payload;this.busy=!0;try{await S(()=>import(`./answer.js`).then(e=>e.t),[]);let t=await this.ctx.api.sendSignal(e.account,e.bot_id,{...r,test:!0});this.answers=new Map(this.answers).set(e.receipt_id,t),this.error=``}catch(e){this.error=l(e)}finally{this.busy=!1}}static{this.styles=[u,p`
      .tools {
        display: grid;
        gap: 12px;
        grid-template-columns: repeat(auto-fill, minmax(200px, 1fr));
        margin-bottom: 16px;
      }
      details + details {
        border-top: 1px solid var(--th-line);
      }
      summary {
        align-items: baseline;
        cursor: pointer;
        display: flex;
        gap: 12px;
        list-style: none;
        min-height: 48px;
        padding: 14px 16px;
      }
      summary:focus-visible {
        outline-offset: -2px;
      }
      summary .chip {
        flex: none;
        min-width: 84px;
        text-align: center;
      }
      .what {
        flex: 1;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .bot {
        font-size: 12px;
      }
      .what b {
        font-weight: 500;
      }
      .message {
        color: var(--th-soft);
        display: block;
        font-size: 14px;
        margin-top: 4px;
      }
      .when {
        font-size: 12px;
      }
      .more {
        padding: 0 16px 16px;
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      [role="status"]:not(:empty) {
        margin-top: 16px;
      }
      .more-button {
        display: block;
        margin: 16px auto 0;
      }
      ul {
        margin: 8px 0;
        overflow-wrap: anywhere;
        padding-inline-start: 20px;
      }
      pre {
        background: color-mix(in srgb, var(--primary-text-color) 6%, transparent);
        border-radius: 8px;
        font-size: 13px;
        margin: 8px 0 16px;
        overflow: auto;
        padding: 12px;
      }
      mark {
        background: color-mix(in srgb, var(--error-color, #db4437) 25%, transparent);
        color: inherit;
        font-weight: 600;
      }
      @media (max-width: 600px) {
        summary {
          flex-wrap: wrap;
          justify-content: space-between;
        }
        .what {
          flex: 1 0 100%;
          order: 3;
        }
      }
    `]}};e([a({attribute:!1})],R.prototype,`ctx`,void 0),e([a({attribute:!1})],R.prototype,`signals`,void 0),e([a({attribute:!1})],R.prototype,`accounts`,void 0),e([a()],R.prototype,`only`,void 0),e([c()],R.prototype,`filter`,void 0),e([c()],R.prototype,`older`,void 0),e([c()],R.prototype,`ended`,void 0),e([c()],R.prototype,`busy`,void 0),e([c()],R.prototype,`error`,void 0),e([c()],R.prototype,`answers`,void 0),e([c()],R.prototype,`opened`,void 0),R=e([o(`tradehook-signals`)],R);