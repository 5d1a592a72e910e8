import{_ as e,a as t,b as n,d as r,f as i,h as a,l as o,m as s,n as c,o as l,p as u,s as d,t as f}from"./styles.js";import{a as p,h as m,n as h,o as g,p as _,t as v}from"./no-stop.js";import{i as y}from"./localize.js";import{t as b}from"./sentence.js";import{t as x}from"./preload-helper.js";import{t as S}from"./message.js";var C=[[`symbol`,``],[`status`,``],[`size`,`number`],[`entry_price`,`number`],[`mark_price`,`number`],[`profit_percentage`,`number`],[`unrealized_profit`,`number`]],w=30,T=m(_),E=class extends s{constructor(...e){super(...e),this.positions=new Map,this.filter=``,this.sort={key:`opened_at`,descending:!0},this.room=w,this.drawn=new Map}connectedCallback(){super.connectedCallback(),this.room=w}disconnectedCallback(){super.disconnectedCallback(),clearTimeout(this.growing),this.growing=void 0}willUpdate(e){e.has(`ctx`)&&this.drawn.clear();let t=this.shadowRoot?.activeElement?.closest(`[data-position]`);this.focused=t?.dataset.position}updated(){this.focused&&!this.positions.has(this.focused)&&this.renderRoot.querySelector(`input, h2`)?.focus(),this.room<this.positions.size&&this.growing===void 0&&(this.growing=setTimeout(()=>{this.growing=void 0,this.room+=w}))}render(){let{t}=this.ctx;if(!this.positions.size)return e`<div class="card empty">
        <h2 tabindex="-1">${t(`positions.none`)}</h2>
        <p class="soft">${t(this.ctx.admin?`positions.none_next`:`positions.none_soon`)}</p>
        ${this.ctx.admin?e`<button class="button" @click=${()=>this.ctx.go(`/builder`)}>
              ${t(`positions.to_builder`)}
            </button>`:a}
      </div>`;let n=l(this.positions.values(),this.filter,this.sort);return e`<div class="tools">
        <input
          class="field"
          type="search"
          aria-label=${t(`positions.filter`)}
          placeholder=${t(`positions.filter`)}
          .value=${this.filter}
          @input=${e=>this.filter=e.target.value}
        />
        <label class="sorter">
          <span class="sr">${t(`positions.sort`)}</span>
          <select class="field" @change=${this.onSort}>
            ${[`opened_at`,...C.map(([e])=>e)].map(n=>e`<option value=${n} ?selected=${n===this.sort.key}>
                ${t(`column.${n}`)}
              </option>`)}
          </select>
        </label>
      </div>
      <div class="card">
        <table role="table" aria-label=${t(`positions.title`)} aria-rowcount=${n.length+1}>
          <thead role="rowgroup">
            <tr role="row">
              ${C.map(([e,t])=>this.renderHead(e,t))}
              <th role="columnheader"><span class="sr">${t(`common.actions`)}</span></th>
            </tr>
          </thead>
          <tbody role="rowgroup">
            ${h(n.slice(0,this.room),e=>e.position_id,e=>this.renderRow(e))}
          </tbody>
        </table>
        ${n.length?a:e`<p class="empty soft">${t(`positions.no_match`)}</p>`}
      </div>
      <p class="sr" role="status">${t(`positions.count`,{count:n.length})}</p>
      <tradehook-popup-menu></tradehook-popup-menu>`}renderHead(t,n){let r=this.sort.key===t,i=r?this.sort.descending?`descending`:`ascending`:`none`;return e`<th role="columnheader" class=${n} aria-sort=${i}>
      <button @click=${()=>this.sortBy(t)}>
        ${this.ctx.t(`column.${t}`)}<span aria-hidden="true"
          >${r?this.sort.descending?` ↓`:` ↑`:``}</span
        >
      </button>
    </th>`}renderRow(e){let t=this.drawn.get(e.position_id);if(t?.row===e)return t.drawn;let n=this.drawRow(e);return this.drawn.set(e.position_id,{row:e,drawn:n}),n}drawRow(t){let{t:n,format:i}=this.ctx,s=`${o(t.symbol)} ${n(`side.${t.side}`)}`,c=e=>n(`column.${e}`);return e`<tr role="row" data-position=${t.position_id}>
      <td role="cell" class="name">
        <a href=${`/tradehook${g(t)}`} @click=${e=>this.show(e,t)}>
          ${o(t.symbol)}</a
        >
        <span class="chip ${t.side===`long`?`profit`:`loss`}">
          ${n(`side.${t.side}`)}${t.leverage>1?` ${t.leverage}×`:a}
        </span>
        ${v(n,t)}
        <div class="soft small">${t.bot_name??n(`positions.removed_bot`)} · ${t.account_name}</div>
      </td>
      <td role="cell" data-label=${c(`status`)}>${y(n,`status`,t.status)}</td>
      <td role="cell" class="number" data-label=${c(`size`)}>
        ${i.number(t.size)} <span class="soft">${t.base}</span>
      </td>
      <td role="cell" class="number" data-label=${c(`entry_price`)}>
        ${i.price(t.entry_price,t.price_tick)}
      </td>
      <td role="cell" class="number" data-label=${c(`mark_price`)}>
        ${i.price(t.mark_price,t.price_tick)}
      </td>
      <td role="cell" class="number ${r(t.profit_percentage)}" data-label=${c(`profit_percentage`)}>
        ${i.percent(t.profit_percentage)}
      </td>
      <td role="cell" class="number ${r(t.unrealized_profit)}" data-label=${c(`unrealized_profit`)}>
        ${i.money(t.unrealized_profit,t.quote,!0)}
      </td>
      <td role="cell" class="more">
        <button
          class="icon-button"
          aria-label=${n(`positions.menu`,{name:s})}
          aria-haspopup="menu"
          aria-expanded="false"
          @click=${e=>this.showMenu(e,t,n(`positions.menu`,{name:s}))}
        >
          ${T}
        </button>
      </td>
    </tr>`}showMenu(e,t,n){this.renderRoot.querySelector(`tradehook-popup-menu`)?.show(e.currentTarget,n,p(this.ctx,t))}show(e,t){e.preventDefault(),this.ctx.go(g(t))}onSort(e){this.sortBy(e.target.value)}sortBy(e){let t=this.sort.key===e?!this.sort.descending:e!==`symbol`;this.sort={key:e,descending:t}}static{this.styles=[f,n`
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
    `]}};t([u({attribute:!1})],E.prototype,`ctx`,void 0),t([u({attribute:!1})],E.prototype,`positions`,void 0),t([i()],E.prototype,`filter`,void 0),t([i()],E.prototype,`sort`,void 0),t([i()],E.prototype,`room`,void 0),E=t([c(`tradehook-positions`)],E);function D(e,t=``,n=``,r=``,i=``){let a=`${n}${r}`,[o,s]=Array.isArray(e)?[`[`,`]`]:[`{`,`}`];if(typeof e!=`object`||!e)return[{text:`${a}${JSON.stringify(e)}${i}`,path:t}];let c=Array.isArray(e)?e.map((e,n)=>[`${t}[${n}]`,e]):Object.entries(e).map(([e,n])=>[t?`${t}.${e}`:e,n]);if(!c.length)return[{text:`${a}${o}${s}${i}`,path:t}];let l=Object.keys(e);return[{text:`${a}${o}`,path:t},...c.flatMap(([t,r],i)=>D(r,t,`${n}  `,Array.isArray(e)?``:`${JSON.stringify(l[i])}: `,i<c.length-1?`,`:``)),{text:`${n}${s}${i}`,path:t}]}function O(e,t){let n=new Set(e.map(({path:e})=>e)),r=new Set;for(let e of t){let t=e;for(;t&&!n.has(t);)t=t.replace(/(\.[^.[\]]+|\[\d+\]|^[^.[\]]+)$/,``);if(t)for(let i of n)(i===t||t===e&&(i.startsWith(`${t}.`)||i.startsWith(`${t}[`)))&&r.add(i)}return r}var k=/[`"']([\w.[\]]+)[`"']/g,A=/(?:^|[(;,] ?)([\w.[\]]+)(?=:| (?:must|is|has|can)\b)/g;function j(e){let t=e??``;return[...t.matchAll(k),...t.matchAll(A)].map(e=>e[1]??``)}var M={accepted:`profit`,refused:`loss`,failed:`loss`,expired:`loss`},N=[`accepted`,`refused`,`duplicate`,`test`,`failed`,`expired`],P=100,F=200,I=class extends s{constructor(...e){super(...e),this.accounts=[],this.only=``,this.filter={bot_id:``,status:``,action:``},this.older=new Map,this.ended=new Set,this.busy=!1,this.error=``,this.answers=new Map,this.opened=new Set,this.asked=0,this.more=async()=>{this.asked+=1;let{asked:e,filter:t,rows:n}=this,r=Object.fromEntries(Object.entries(t).filter(([,e])=>e)),i=this.unread.map(({account:e})=>e);if(i.length){this.busy=!0;try{let t=await Promise.all(i.map(e=>{let t=n.findLast(t=>t.account===e);return this.ctx.api.signalPage(e,r,t?.receipt_id,P)}));if(e!==this.asked)return;let a=i.filter((e,n)=>(t[n]?.length??0)<P);this.ended=new Set([...this.ended,...a]),this.older=new Map([...this.older,...t.flat().map(e=>[e.receipt_id,e])]),this.error=``}catch(t){e===this.asked&&(this.error=d(t))}finally{e===this.asked&&(this.busy=!1)}}}}connectedCallback(){super.connectedCallback(),this.ctx.live.needSignals()}willUpdate(e){e.has(`only`)&&this.choose(`bot_id`,this.only)}get rows(){let e=new Map(this.older);for(let t of this.signals??[])e.set(t.receipt_id,t);let t=Object.entries(this.filter).filter(([,e])=>e),n=this.signals?.at(-1)?.received_at??``,r=e=>[...this.older.values()].filter(t=>t.account===e).reduce((e,t)=>t.received_at<e?t.received_at:e,n),i=this.unread.map(({account:e})=>r(e)).sort().at(-1)??``;return[...e.values()].filter(e=>e.received_at>=i&&t.every(([t,n])=>e[t]===n)).sort((e,t)=>e.received_at<t.received_at?1:-1)}render(){let{t}=this.ctx;if(!this.signals)return e`<p class="empty soft" role="status">${t(`common.loading`)}</p>`;let n=Object.entries(this.filter).some(([e,t])=>t&&t!==(e===`bot_id`?this.only:``)),{rows:r}=this;return!r.length&&!n?e`<div class="card empty">
        <h2>${t(`signals.none`)}</h2>
        <p class="soft">${t(`signals.none_next`)}</p>
        ${this.only?a:e`<button class="button" @click=${()=>this.ctx.go(`/builder`)}>
              ${t(`positions.to_builder`)}
            </button>`}
      </div>`:e`${this.renderTools()}
      <div class="card">
        ${r.length?h(r,e=>e.receipt_id,e=>this.renderRow(e)):e`<p class="empty soft">${t(`signals.no_match`)}</p>`}
      </div>
      ${this.error?e`<p class="error" role="alert">${this.error}</p>`:a}
      ${this.unread.length?e`<button class="button outlined more-button" ?disabled=${this.busy} @click=${this.more}>
            ${this.busy?t(`common.working`):t(`trades.more`)}
          </button>`:a}`}renderTools(){let{t}=this.ctx,n=this.accounts.flatMap(({name:e,bots:t})=>t.map(t=>[t.bot_id,`${t.name} · ${e}`]));return e`<div class="tools">
      ${this.select(`status`,`signals.filter`,`signals.all`,N.map(e=>[e,y(t,`signal`,e)]))}
      ${this.select(`action`,`signals.by_action`,`signals.any_action`,S.map(e=>[e,y(t,`action`,e)]))}
      ${this.only||n.length<2?a:this.select(`bot_id`,`signals.by_bot`,`signals.any_bot`,n)}
    </div>`}select(t,n,r,i){let{t:a}=this.ctx;return e`<label>
      <span class="sr">${a(n)}</span>
      <select
        class="field"
        name=${t}
        @change=${e=>this.choose(t,e.target.value)}
      >
        <option value="">${a(r)}</option>
        ${i.map(([n,r])=>e`<option value=${n} ?selected=${n===this.filter[t]}>${r}</option>`)}
      </select>
    </label>`}choose(e,t){this.filter={...this.filter,[e]:t},this.older=new Map,this.ended=new Set,Object.values(this.filter).some(Boolean)&&this.more()}get unread(){let{bot_id:e}=this.filter;return(this.signals?.length??0)<F?[]:this.accounts.filter(({account:t,loaded:n,bots:r})=>n&&!this.ended.has(t)&&(!e||r.some(t=>t.bot_id===e)))}renderRow(t){let{t:n,format:r}=this.ctx,i=this.opened.has(t.receipt_id);return e`<details data-receipt=${t.receipt_id} ?open=${i} @toggle=${this.onToggle}>
      <summary>
        <span class="chip ${M[t.status]??``}">${y(n,`signal`,t.status)}</span>
        <span class="what">
          <b>${t.action?y(n,`action`,t.action):n(`signals.unreadable`)}</b>
          ${t.symbol??a}
          ${t.message?e`<span class="message">${b(t.message)}</span>`:a}
        </span>
        <span class="soft when">${r.time(t.received_at)}</span>
      </summary>
      ${i?this.renderMore(t):a}
    </details>`}onToggle(e){let{open:t,dataset:n}=e.currentTarget,r=new Set(this.opened);t?r.add(n.receipt??``):r.delete(n.receipt??``),this.opened=r}renderMore(t){let{t:n}=this.ctx,r=t.errors??[],i=D(t.payload),o=O(i,r.length?r.map(({path:e})=>e):j(t.message)),s=this.answers.get(t.receipt_id),c=this.accounts.find(({account:e})=>e===t.account)?.bots.find(({bot_id:e})=>e===t.bot_id);return e`<div class="more">
      ${t.code?e`<p><span class="soft">${n(`signals.code`)}</span> <code>${t.code}</code></p>`:a}
      ${r.length>1?e`<ul>
            ${r.map(t=>e`<li><code>${t.path}</code> ${b(t.message)}</li>`)}
          </ul>`:a}
      <p>
        <span class="soft">${n(`signals.from`)}</span>
        ${t.bot_name??n(`positions.removed_bot`)} · ${t.account_name}
        ${t.remote?e`· <bdi>${t.remote}</bdi>`:a}
      </p>
      <p class="soft">${n(`signals.payload`)}</p>
      <pre dir="ltr" tabindex="0" role="region" aria-label=${n(`signals.payload`)}>${i.map(({text:t,path:n})=>o.has(n)?e`<mark>${t}</mark>\n`:`${t}\n`)}</pre>
      <div class="buttons">
        ${c&&Object.keys(t.payload).length?e`<button class="button outlined" ?disabled=${this.busy} @click=${()=>this.again(t)}>
              ${n(`signals.again`)}
            </button>`:a}
        ${t.position_id?e`<button
              class="button outlined"
              @click=${()=>this.ctx.go(g({account:t.account,position_id:t.position_id??``}))}
            >
              ${n(`signals.to_position`)}
            </button>`:a}
      </div>
      <div role="status">
        ${s?e`<tradehook-answer .ctx=${this.ctx} .answer=${s}></tradehook-answer>`:a}
      </div>
    </div>`}async again(e){let{api_key:t,api_secret:n,...r}=e.payload;this.busy=!0;try{await x(()=>import(`./answer.js`).then(e=>e.t),[]);let t=await this.ctx.api.sendSignal(e.account,e.bot_id,{...r,test:!0});this.answers=new Map(this.answers).set(e.receipt_id,t),this.error=``}catch(e){this.error=d(e)}finally{this.busy=!1}}static{this.styles=[f,n`
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
    `]}};t([u({attribute:!1})],I.prototype,`ctx`,void 0),t([u({attribute:!1})],I.prototype,`signals`,void 0),t([u({attribute:!1})],I.prototype,`accounts`,void 0),t([u()],I.prototype,`only`,void 0),t([i()],I.prototype,`filter`,void 0),t([i()],I.prototype,`older`,void 0),t([i()],I.prototype,`ended`,void 0),t([i()],I.prototype,`busy`,void 0),t([i()],I.prototype,`error`,void 0),t([i()],I.prototype,`answers`,void 0),t([i()],I.prototype,`opened`,void 0),I=t([c(`tradehook-signals`)],I);