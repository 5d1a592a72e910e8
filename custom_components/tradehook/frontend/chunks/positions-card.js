import{c as e,f as t,g as n,m as r,n as i,o as a,r as o,t as s,y as c}from"./styles.js";import{a as l,c as u,f as d,s as f,u as p}from"./position-row.js";import{a as m,i as h}from"./actions.js";import{n as g,r as _,t as v}from"./live-host.js";import{i as y}from"./localize.js";import"./config.js";var b=class extends v{constructor(){super([`positions`,`accounts`])}render(){let{t:e,config:t}=this,i=t.title??e(`positions.title`);return n`<ha-card>
        ${i?n`<h2>${i}</h2>`:r} ${this.renderStale()}
        ${this.renderStatus()??this.renderPositions()}
      </ha-card>
      <tradehook-popup-menu></tradehook-popup-menu>
      <tradehook-dialogs .ctx=${this.context}></tradehook-dialogs>`}renderStatus(){let{t:e,live:t}=this;return t.status===`ready`||t.stale?this.isUnknown?n`<p class="note soft">${e(`equity.unknown`)}</p>`:void 0:n`<p class="note soft" role="status">${e(`status.${t.status}`)}</p>`}get isUnknown(){let{config:e,live:t}=this;return!!(e.account&&t.accounts?.length)&&!t.accounts?.some(({account:t})=>t===e.account)}renderPositions(){let{t:e,config:t,context:i}=this,a=[...this.live.positions?.values()??[]].filter(e=>!t.account||e.account===t.account);if(!a.length)return n`<div class="note">
        <p>${e(`positions.none`)}</p>
        <p class="soft">${e(i.admin?`positions.none_next`:`positions.none_soon`)}</p>
        ${i.admin?n`<a class="button outlined" href=${`${g}/builder`} @click=${this.follow(`/builder`)}>
              ${e(`positions.to_builder`)}
            </a>`:r}
      </div>`;let o=_(a,``,{key:`opened_at`,descending:!0}).slice(0,t.limit??10),s=a.length-o.length;return n`<ul aria-label=${e(`positions.title`)}>
        ${u(o,e=>e.position_id,e=>this.renderRow(i,e))}
      </ul>
      ${s?n`<p class="note">${this.link(`/positions`,e(`positions.hidden`,{count:s}))}</p>`:r}`}renderRow(t,i){let{t:o,format:s}=t,c=o(`positions.menu`,{name:`${a(i.symbol)} ${o(`side.${i.side}`)}`});return n`<li class="opens" data-position=${i.position_id}>
      <span class="what">
        <b>${this.link(m(i),a(i.symbol),`whole`)}</b>
        <span class="chip ${i.side===`long`?`profit`:`loss`}">
          ${o(`side.${i.side}`)}${i.leverage>1?` ${i.leverage}×`:r}
        </span>
        ${f(o,i)}
        ${i.status===`open`?r:n`<span class="chip">${y(o,`status`,i.status)}</span>`}
        <span class="soft small">
          ${Number(i.size)?`${s.number(i.size)} ${i.base} @ ${s.price(i.entry_price,i.price_tick)}`:i.bot_name??o(`positions.removed_bot`)}
        </span>
      </span>
      <span class="number end">
        <span class=${e(i.profit)}>${l(t,i)}</span>
        <span class="small ${e(i.profit)}">${s.money(i.profit,i.quote,!0)}</span>
      </span>
      ${t.admin&&this.config.actions!==!1?n`<button
            class="icon-button above"
            aria-label=${c}
            aria-haspopup="menu"
            aria-expanded="false"
            @click=${e=>this.showMenu(e,c,i)}
          >
            ${d(p)}
          </button>`:r}
    </li>`}link(e,t,r=``){return n`<a class=${r} href=${g+e} @click=${this.follow(e)}>${t}</a>`}follow(e){return t=>{t.ctrlKey||t.metaKey||t.shiftKey||(t.preventDefault(),this.go(e))}}showMenu(e,t,n){this.renderRoot.querySelector(`tradehook-popup-menu`)?.show(e.currentTarget,t,h(this.context,n))}static{this.styles=[s,c`
      :host {
        display: block;
      }
      h2 {
        font-size: var(--ha-card-header-font-size, 20px);
        font-weight: 400;
        padding: 16px 16px 4px;
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 4px 0;
      }
      li {
        align-items: center;
        display: flex;
        gap: 8px;
        min-height: 56px;
        padding: 6px 8px 6px 16px;
        padding-inline: 16px 8px;
      }
      .what {
        flex: 1;
        min-width: 0;
      }
      b {
        font-weight: 500;
      }
      a:not(.button) {
        color: inherit;
      }
      b a {
        text-decoration: none;
      }
      b a:hover {
        text-decoration: underline;
      }
      .small {
        display: block;
        font-size: 12px;
        margin-top: 3px;
        overflow-wrap: anywhere;
      }
      .end {
        text-align: end;
      }
      .end:last-child {
        padding-inline-end: 8px;
      }
      .note {
        padding: 8px 16px 16px;
      }
      div.note {
        padding-top: 16px;
      }
      .note .button {
        display: inline-block;
      }
      p {
        margin: 0 0 8px;
      }
    `]}};o([t({attribute:!1})],b.prototype,`config`,void 0),b=o([i(`tradehook-positions-card-view`)],b);export{b as PositionsCard};