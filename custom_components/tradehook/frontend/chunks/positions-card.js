import{a as e,f as t,g as n,i as r,l as i,m as a,n as o,o as s,r as c,t as l,u,y as d}from"./styles.js";import{a as f,f as p,i as m,m as h,t as g}from"./popup-menu.js";import{i as _}from"./localize.js";var v=class extends c{constructor(){super([`positions`])}render(){let{t:e,config:t}=this,r=t.title??e(`positions.title`);return n`<ha-card>
        ${r?n`<h2>${r}</h2>`:a} ${this.renderStatus()??this.renderPositions()}
      </ha-card>
      <tradehook-popup-menu></tradehook-popup-menu>
      <tradehook-dialogs .ctx=${this.context}></tradehook-dialogs>`}renderStatus(){let{t:e,live:t}=this;if(t.status!==`ready`)return n`<p class="note soft" role="status">${e(`status.${t.status}`)}</p>`}renderPositions(){let{t:e,config:t,context:i}=this,o=[...this.live.positions?.values()??[]].filter(e=>!t.account||e.account===t.account);if(!o.length)return n`<div class="note">
        <p>${e(`positions.none`)}</p>
        <p class="soft">${e(i.admin?`positions.none_next`:`positions.none_soon`)}</p>
        ${i.admin?n`<a class="button outlined" href=${`${r}/builder`} @click=${this.follow(`/builder`)}>
              ${e(`positions.to_builder`)}
            </a>`:a}
      </div>`;let c=s(o,``,{key:`opened_at`,descending:!0}).slice(0,t.limit??10),l=o.length-c.length;return n`<ul aria-label=${e(`positions.title`)}>
        ${g(c,e=>e.position_id,e=>this.renderRow(i,e))}
      </ul>
      ${l?n`<p class="note">${this.link(`/positions`,e(`positions.hidden`,{count:l}))}</p>`:a}`}renderRow(e,t){let{t:r,format:o}=e,s=r(`positions.menu`,{name:`${i(t.symbol)} ${r(`side.${t.side}`)}`});return n`<li data-position=${t.position_id}>
      <span class="what">
        <b>${this.link(f(t),i(t.symbol))}</b>
        <span class="chip ${t.side===`long`?`profit`:`loss`}">
          ${r(`side.${t.side}`)}${t.leverage>1?` ${t.leverage}×`:a}
        </span>
        ${t.status===`open`?a:n`<span class="chip">${_(r,`status`,t.status)}</span>`}
        <span class="soft small">
          ${Number(t.size)?`${o.number(t.size)} ${t.base} @ ${o.price(t.entry_price,t.price_tick)}`:t.bot_name??r(`positions.removed_bot`)}
        </span>
      </span>
      <span class="number end">
        <span class=${u(t.profit_percentage)}>${o.percent(t.profit_percentage)}</span>
        <span class="small ${u(t.unrealized_profit)}">${o.money(t.unrealized_profit,t.quote,!0)}</span>
      </span>
      ${e.admin&&this.config.actions!==!1?n`<button
            class="icon-button"
            aria-label=${s}
            aria-haspopup="menu"
            aria-expanded="false"
            @click=${e=>this.showMenu(e,s,t)}
          >
            ${h(p)}
          </button>`:a}
    </li>`}link(e,t){return this.context.admin?n`<a href=${r+e} @click=${this.follow(e)}>${t}</a>`:t}follow(e){return t=>{t.ctrlKey||t.metaKey||t.shiftKey||(t.preventDefault(),this.go(e))}}showMenu(e,t,n){this.renderRoot.querySelector(`tradehook-popup-menu`)?.show(e.currentTarget,t,m(this.context,n))}say(e){let t=new CustomEvent(`hass-notification`,{detail:{message:e},bubbles:!0,composed:!0});this.dispatchEvent(t)}static{this.styles=[l,d`
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
    `]}};e([t({attribute:!1})],v.prototype,`config`,void 0),v=e([o(`tradehook-positions-card-view`)],v);export{v as PositionsCard};